//! Exact numbers: rationals that never round until they are printed.
//!
//! Small ones are two machine words and need no common divisor while denominators agree; larger ones go over to big
//! integers. A result that would need more than 4096 bits is rounded to 28 significant digits, so that no formula can
//! grow without end. There is no infinity and no NaN: dividing by zero gives `None`.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// How many digits are kept where a number has to be cut.
pub const SIGNIFICANT: u32 = 28;

// Beyond this many bits in numerator and denominator together, a result is rounded.
const WIDEST: u64 = 4096;

// No figure has more digits than this before or after the point.
const FARTHEST: i32 = 500;

const TEN: i128 = 10;

// A written number longer than this is a mistake, not a figure.
const LONGEST: usize = 64;

/// An exact number.
///
/// ```
/// # use shirube::model::Exact;
/// let tax: Exact = "0.1".parse().unwrap();
/// assert_eq!(tax.times(&Exact::from(3)).to_string(), "0.3");
/// assert_eq!(Exact::from(2).over(&Exact::from(0)), None);
/// ```
#[derive(Clone)]
pub struct Exact(Repr);

#[derive(Clone)]
enum Repr {
    // Invariant: `d > 0`. Not always reduced: a ratio of sums keeps its numerator and denominator.
    Small { n: i64, d: i64 },
    // Invariant: reduced, and does not fit `Small`.
    Big(Box<BigRational>),
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact(Repr::Small { n: 0, d: 1 });
    /// One.
    pub const ONE: Exact = Exact(Repr::Small { n: 1, d: 1 });

    /// `n / d`; `None` if `d` is zero.
    pub fn ratio(n: i64, d: i64) -> Option<Exact> {
        match d.signum() {
            0 => None,
            1 => Some(Exact(Repr::Small { n, d })),
            _ => Some(Exact::of_i128(-i128::from(n), -i128::from(d))),
        }
    }

    /// Invariant of the caller: `d > 0`.
    fn of_i128(n: i128, d: i128) -> Exact {
        if let (Ok(n), Ok(d)) = (i64::try_from(n), i64::try_from(d)) {
            return Exact(Repr::Small { n, d });
        }
        let common = n.gcd(&d);
        let (n, d) = (n / common, d / common);
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) => Exact(Repr::Small { n, d }),
            _ => Exact(Repr::Big(Box::new(BigRational::new_raw(BigInt::from(n), BigInt::from(d))))),
        }
    }

    fn of_big(number: BigRational) -> Exact {
        if let (Some(n), Some(d)) = (number.numer().to_i64(), number.denom().to_i64()) {
            return Exact(Repr::Small { n, d });
        }
        if number.numer().bits() + number.denom().bits() > WIDEST {
            return Exact::held(&number);
        }
        Exact(Repr::Big(Box::new(number)))
    }

    /// Cut to 28 digits, and held within 10^±[`FARTHEST`]: what lies beyond is a mistake in a formula, not a figure.
    fn held(number: &BigRational) -> Exact {
        let magnitude = exponent(&number.abs());
        let number = if magnitude < -FARTHEST {
            return Exact::ZERO;
        } else if magnitude > FARTHEST {
            power(FARTHEST) * number.signum()
        } else {
            significant(number)
        };
        Exact(Repr::Big(Box::new(number)))
    }

    fn big(&self) -> BigRational {
        match &self.0 {
            Repr::Small { n, d } => BigRational::new(BigInt::from(*n), BigInt::from(*d)),
            Repr::Big(number) => (**number).clone(),
        }
    }

    /// The sum.
    pub fn plus(&self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Repr::Small { n: a, d: b }, Repr::Small { n: c, d }) if b == d => {
                Exact::of_i128(i128::from(*a) + i128::from(*c), i128::from(*b))
            }
            // Each product is below 2^126, so their sum fits.
            (Repr::Small { n: a, d: b }, Repr::Small { n: c, d }) => {
                Exact::of_i128(i128::from(*a) * i128::from(*d) + i128::from(*c) * i128::from(*b), i128::from(*b) * i128::from(*d))
            }
            _ => Exact::of_big(self.big() + other.big()),
        }
    }

    /// The difference.
    pub fn minus(&self, other: &Exact) -> Exact {
        self.plus(&other.negated())
    }

    /// The product.
    pub fn times(&self, other: &Exact) -> Exact {
        match (&self.0, &other.0) {
            (Repr::Small { n: a, d: b }, Repr::Small { n: c, d }) => {
                Exact::of_i128(i128::from(*a) * i128::from(*c), i128::from(*b) * i128::from(*d))
            }
            _ => Exact::of_big(self.big() * other.big()),
        }
    }

    /// The quotient; `None` when dividing by zero.
    pub fn over(&self, other: &Exact) -> Option<Exact> {
        if other.is_zero() {
            return None;
        }
        Some(match (&self.0, &other.0) {
            (Repr::Small { n: a, d: b }, Repr::Small { n: c, d }) => {
                let (n, d) = if b == d {
                    (i128::from(*a), i128::from(*c))
                } else {
                    (i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c))
                };
                if d < 0 { Exact::of_i128(-n, -d) } else { Exact::of_i128(n, d) }
            }
            _ => Exact::of_big(self.big() / other.big()),
        })
    }

    /// The number with the other sign.
    pub fn negated(&self) -> Exact {
        match &self.0 {
            Repr::Small { n, d } => Exact::of_i128(-i128::from(*n), i128::from(*d)),
            Repr::Big(number) => Exact::of_big(-(**number).clone()),
        }
    }

    /// The distance from zero.
    pub fn abs(&self) -> Exact {
        if self.is_negative() { self.negated() } else { self.clone() }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small { n: 0, .. })
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { n, .. } => *n < 0,
            Repr::Big(number) => number.is_negative(),
        }
    }

    /// Rounded half away from zero (四捨五入) at a decimal place; negative places round tens, hundreds, ….
    pub fn rounded(&self, decimals: i32) -> Exact {
        if let Some(units) = self.small_units(decimals) {
            return Exact::of_units(units, decimals);
        }
        Exact::of_big(BigRational::from(self.units(decimals)) / power(decimals))
    }

    /// Rounded down (towards minus infinity) at a decimal place.
    pub fn floor(&self, decimals: i32) -> Exact {
        if let Some((n, d)) = self.scaled(decimals) {
            return Exact::of_units(Integer::div_floor(&n, &d), decimals);
        }
        let scale = power(decimals);
        Exact::of_big((self.big() * &scale).floor() / scale)
    }

    /// `self × 10^decimals`, rounded half away from zero to an integer.
    fn units(&self, decimals: i32) -> BigInt {
        if let Some(units) = self.small_units(decimals) {
            return BigInt::from(units);
        }
        let scaled = self.big() * power(decimals);
        let (quotient, rest) = scaled.numer().abs().div_rem(scaled.denom());
        let up = rest * 2 >= *scaled.denom();
        let magnitude = quotient + i32::from(up);
        if scaled.is_negative() { -magnitude } else { magnitude }
    }

    /// The same of a small number, if the digits asked for are near the point.
    fn small_units(&self, decimals: i32) -> Option<i128> {
        let (n, d) = self.scaled(decimals)?;
        let up = (n % d).abs() * 2 >= d;
        Some(n / d + if up { n.signum() } else { 0 })
    }

    /// `self × 10^decimals` of a small number as numerator and denominator, each below 2^63 · 10^18 and so below 2^123.
    fn scaled(&self, decimals: i32) -> Option<(i128, i128)> {
        let Repr::Small { n, d } = &self.0 else { return None };
        let (n, d) = (i128::from(*n), i128::from(*d));
        match decimals {
            0..=18 => Some((n * TEN.pow(decimals.unsigned_abs()), d)),
            -18..0 => Some((n, d * TEN.pow(decimals.unsigned_abs()))),
            _ => None,
        }
    }

    /// `units / 10^decimals`, reduced. What comes from [`Exact::scaled`] fits: where digits before the point are cut, it got smaller first.
    fn of_units(units: i128, decimals: i32) -> Exact {
        let power = TEN.pow(decimals.unsigned_abs());
        if decimals < 0 {
            return Exact::of_i128(units * power, 1);
        }
        let common = units.gcd(&power);
        Exact::of_i128(units / common, power / common)
    }

    /// The digits of the number rounded to so many decimals: whether it is negative, and the digits with a point.
    pub fn fixed(&self, decimals: u8) -> (bool, String) {
        if let Some(units) = self.small_units(i32::from(decimals)) {
            return (units < 0, with_point(units.unsigned_abs().to_string(), decimals as usize));
        }
        let units = self.units(i32::from(decimals));
        (units.sign() == Sign::Minus, with_point(units.magnitude().to_string(), decimals as usize))
    }

    /// The exponent of ten of the first digit: 2 for 182, −1 for 0.5; `None` for zero.
    pub fn magnitude(&self) -> Option<i32> {
        if self.is_zero() {
            return None;
        }
        let Repr::Small { n, d } = &self.0 else { return Some(exponent(&self.big().abs())) };
        let (n, d) = (i128::from(*n).abs(), i128::from(*d));
        let guess = n.ilog10() as i32 - d.ilog10() as i32;
        // Either factor is below 2^63, and the power at most 10^18.
        let (left, right) =
            if guess < 0 { (n * TEN.pow(guess.unsigned_abs()), d) } else { (n, d * TEN.pow(guess.unsigned_abs())) };
        Some(if left >= right { guess } else { guess - 1 })
    }

    /// How many decimals the number needs to be written in full; `None` if no number of them suffices.
    pub fn decimals(&self) -> Option<u8> {
        if let Repr::Small { n, d } = &self.0 {
            let (twos, rest) = without(d / n.gcd(d), 2);
            let (fives, rest) = without(rest, 5);
            return (rest == 1).then_some(twos.max(fives));
        }
        let number = self.big();
        let mut rest = number.denom().clone();
        let mut count = [0_u32; 2];
        for (prime, count) in [2_u32, 5].into_iter().zip(&mut count) {
            while (&rest % prime).is_zero() {
                rest /= prime;
                *count += 1;
            }
        }
        if rest.is_one() { u8::try_from(count[0].max(count[1])).ok() } else { None }
    }

    /// The number without any rounding: `-3`, `2033/2000`.
    pub fn fraction(&self) -> String {
        match &self.0 {
            Repr::Small { n, d: 1 } => n.to_string(),
            Repr::Small { n, d } => format!("{n}/{d}"),
            Repr::Big(number) => number.to_string(),
        }
    }

    /// Whether a number is equal to another and held in the same way, so that its fraction is written alike too.
    pub fn is_held_as(&self, other: &Exact) -> bool {
        match (&self.0, &other.0) {
            (Repr::Small { n, d }, Repr::Small { n: other_n, d: other_d }) => n == other_n && d == other_d,
            (Repr::Big(number), Repr::Big(other)) => number == other,
            _ => false,
        }
    }

    /// The nearest floating point number, for drawing only.
    pub fn to_f64(&self) -> f64 {
        match &self.0 {
            Repr::Small { n, d } => *n as f64 / *d as f64,
            Repr::Big(number) => number.to_f64().filter(|value| value.is_finite()).unwrap_or(0.0),
        }
    }

    /// The sum of many.
    pub fn sum<'a>(numbers: impl IntoIterator<Item = &'a Exact>) -> Exact {
        numbers.into_iter().fold(Exact::ZERO, |sum, number| sum.plus(number))
    }
}

fn power(exponent: i32) -> BigRational {
    let ten = BigRational::from(BigInt::from(10));
    // Two numbers of 4096 bits have some 2500 digits together; a larger exponent would only cost time.
    num_traits::pow::Pow::pow(ten, exponent.clamp(-3000, 3000))
}

/// The exponent of ten of the first digit of a positive number.
fn exponent(number: &BigRational) -> i32 {
    let digits = |value: &BigInt| value.magnitude().to_string().len() as i32;
    let guess = digits(number.numer()) - digits(number.denom());
    if *number >= power(guess) { guess } else { guess - 1 }
}

/// Rounded half away from zero to [`SIGNIFICANT`] digits.
fn significant(number: &BigRational) -> BigRational {
    if number.is_zero() {
        return number.clone();
    }
    let scale = power(SIGNIFICANT as i32 - 1 - exponent(&number.abs()));
    // `round` of a rational is half away from zero.
    (number * &scale).round() / scale
}

/// How often a prime divides a number other than zero, and what is left.
fn without(mut number: i64, prime: i64) -> (u8, i64) {
    let mut times = 0;
    while number % prime == 0 {
        number /= prime;
        times += 1;
    }
    (times, number)
}

fn with_point(mut digits: String, decimals: usize) -> String {
    if decimals == 0 {
        return digits;
    }
    let lacking = (decimals + 1).saturating_sub(digits.len());
    digits.insert_str(0, &"0".repeat(lacking));
    digits.insert(digits.len() - decimals, '.');
    digits
}

impl From<i64> for Exact {
    fn from(n: i64) -> Self {
        Exact(Repr::Small { n, d: 1 })
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Small { n: a, d: b }, Repr::Small { n: c, d }) => {
                (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b)))
            }
            _ => self.big().cmp(&other.big()),
        }
    }
}

/// Prints at most [`SIGNIFICANT`] significant digits, without an exponent and without zeros at the end.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Repr::Small { n, d: 1 } = self.0 {
            return write!(f, "{n}");
        }
        let number = significant(&self.big());
        let number = Exact::of_big(number);
        let decimals = number.decimals().unwrap_or(0);
        let (negative, digits) = number.fixed(decimals);
        write!(f, "{}{digits}", if negative { "-" } else { "" })
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.fraction())
    }
}

/// `182_000_000`, `0.8`, `-3`: ASCII digits, single `_` between digits, at most one point with digits on both sides.
impl FromStr for Exact {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if let Some(n) = plain(text) {
            return Ok(Exact::from(n));
        }
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        if rest.len() > LONGEST {
            return Err(());
        }
        let (whole, fraction) = match rest.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (rest, None),
        };
        let mut digits = grouped(whole)?;
        // A leading zero means octal to some and a code to others, but never clearly a number.
        if digits.len() > 1 && digits.starts_with('0') {
            return Err(());
        }
        let decimals = match fraction {
            Some(fraction) => {
                let fraction = grouped(fraction)?;
                digits.push_str(&fraction);
                fraction.len() as i32
            }
            None => 0,
        };
        if let (Ok(n), exponent @ 0..=18) = (digits.parse::<i64>(), decimals) {
            return Ok(Exact::of_i128(i128::from(if negative { -n } else { n }), 10_i128.pow(exponent as u32)));
        }
        let number = BigRational::from(digits.parse::<BigInt>().map_err(|_| ())?) / power(decimals);
        Ok(Exact::of_big(if negative { -number } else { number }))
    }
}

/// A whole number that fits easily: nearly every value of a snapshot is one.
fn plain(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let fits = matches!(bytes.len(), 1..=18) && (bytes[0] != b'0' || bytes.len() == 1);
    let digits = fits && bytes.iter().all(u8::is_ascii_digit);
    digits.then(|| bytes.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
}

/// Digits with single `_` between them, without the `_`.
fn grouped(text: &str) -> Result<String, ()> {
    let well_formed = text.split('_').all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    if well_formed { Ok(text.replace('_', "")) } else { Err(()) }
}

#[cfg(test)]
mod tests;
