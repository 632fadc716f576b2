//! A company's own accent: read, checked for contrast, made dark enough, and mixed for dark screens.
//!
//! The tints are mixed from it in the stylesheet; only what a stylesheet cannot check is done here.

#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

/// What WCAG asks of text.
const READABLE: f64 = 4.5;

/// A colour in sRGB, written `#b8430a`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub(in crate::render) [u8; 3]);

impl FromStr for Colour {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii()).ok_or(())?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| ());
        Ok(Colour([channel(0)?, channel(2)?, channel(4)?]))
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// The accent of the theme inside the program, as its stylesheet has it.
    pub(super) const OWN: Colour = Colour([0x00, 0x64, 0x78]);

    const WHITE: Colour = Colour([255, 255, 255]);

    /// The same colour, darkened until it can be read on the page and on its own wash.
    pub fn readable(self) -> Colour {
        let mut lab = Lab::of(self);
        let mut colour = self;
        while colour.contrast(colour.wash()) < READABLE && lab.lightness > 0.0 {
            lab.lightness -= 0.01;
            colour = lab.colour();
        }
        colour
    }

    /// The colour of the same hue for a dark screen.
    pub fn on_dark(self) -> Colour {
        let mut lab = Lab::of(self);
        lab.lightness = 0.78;
        let chroma = lab.a.hypot(lab.b);
        if chroma > 0.1 {
            lab.a *= 0.1 / chroma;
            lab.b *= 0.1 / chroma;
        }
        lab.colour()
    }

    /// The ground that the stylesheet mixes: 5.5 % of it in white.
    pub(in crate::render) fn wash(self) -> Colour {
        let mix = |own: u8, white: u8| (f64::from(own) * 0.055 + f64::from(white) * 0.945).round() as u8;
        Colour([0, 1, 2].map(|at| mix(self.0[at], Colour::WHITE.0[at])))
    }

    fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn linear(self) -> [f64; 3] {
        self.0.map(|channel| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }
}

/// A colour in OKLab, where lightness is as the eye sees it and hue stays when it changes.
struct Lab {
    lightness: f64,
    a: f64,
    b: f64,
}

impl Lab {
    fn of(colour: Colour) -> Lab {
        let [red, green, blue] = colour.linear();
        let long = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let middle = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        Lab {
            lightness: 0.210_454_255_3 * long + 0.793_617_785_0 * middle - 0.004_072_046_8 * short,
            a: 1.977_998_495_1 * long - 2.428_592_205_0 * middle + 0.450_593_709_9 * short,
            b: 0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766_0 * short,
        }
    }

    /// The nearest colour a screen can show.
    fn colour(&self) -> Colour {
        let cube = |value: f64| value * value * value;
        let long = cube(self.lightness + 0.396_337_777_4 * self.a + 0.215_803_757_3 * self.b);
        let middle = cube(self.lightness - 0.105_561_345_8 * self.a - 0.063_854_172_8 * self.b);
        let short = cube(self.lightness - 0.089_484_177_5 * self.a - 1.291_485_548_0 * self.b);
        let linear = [
            4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short,
            -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short,
            -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short,
        ];
        Colour(linear.map(|value| {
            let value = value.clamp(0.0, 1.0);
            let encoded = if value <= 0.003_130_8 { value * 12.92 } else { 1.055 * value.powf(1.0 / 2.4) - 0.055 };
            (encoded * 255.0).round() as u8
        }))
    }
}
