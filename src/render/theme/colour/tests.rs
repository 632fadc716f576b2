use super::*;

fn colour(text: &str) -> Colour {
    text.parse().expect("a colour")
}

#[test]
fn a_colour_that_can_be_read_stays_as_it_is() {
    assert_eq!(colour("#006478").readable(), colour("#006478"));
    assert_eq!(colour("#b8430a").readable(), colour("#b8430a"));
}

#[test]
fn a_pale_colour_is_darkened_until_it_can_be_read() {
    let dark = colour("#ffd400").readable();
    assert!(dark.contrast(dark.wash()) >= READABLE, "{dark}");
    assert!(dark.0[0] > dark.0[2] && dark.0[1] > dark.0[2], "it is still yellow: {dark}");
}

#[test]
fn the_dark_screen_gets_a_lighter_one_of_the_same_hue() {
    let light = colour("#5b3fa0").on_dark();
    assert!(light.contrast(colour("#11181a")) >= READABLE, "{light}");
    assert!(light.0[2] > light.0[1], "it is still violet: {light}");
}

#[test]
fn what_is_no_colour_is_refused() {
    for text in ["", "#fff", "b8430a", "#b8430g", "#あい"] {
        assert!(text.parse::<Colour>().is_err(), "{text}");
    }
}
