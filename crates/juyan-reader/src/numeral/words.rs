//! Numbers in characters: by places (一万五千亿), digit by digit (二〇二四), with decimals in words (三点一四).

use super::cursor::Cursor;
use super::{Numeral, Style};
use juyan_catalogue::NumeralSign;
use juyan_model::Decimal;

/// From this power of ten on a place is a scale: 三千 is 3 × 1000, 三百 is 300.
const LEAST_SCALE: u32 = 3;

/// The number in characters that begins at `cursor`; none where its first sign is a unit's (千瓦).
pub(super) fn read(cursor: Cursor<'_>) -> Option<Numeral> {
    // A ring stands for a zero inside a number; at its beginning it is a bullet.
    if cursor.at_unit() || cursor.character() == Some('○') {
        return None;
    }
    // Nearly all digits stand alone: 一是, 三大.
    let next = cursor.next();
    if let Some(digit) = digit(&cursor).filter(|_| next.sign().is_none()) {
        let value = Some(u128::from(digit));
        return Some(Numeral::new(next.at, value, 0, 0, Style::Chinese));
    }
    let spread = spread(cursor);
    Some(match digit_run(cursor) {
        0 | 1 => by_places(cursor),
        2 if spread.is_some() => spread?,
        2 if matches!(cursor.next().next().sign(), Some(NumeralSign::Small(_))) => by_places(cursor),
        _ => by_digits(cursor),
    })
}

/// How many digits stand together here, counted to three at most.
fn digit_run(mut cursor: Cursor<'_>) -> usize {
    let mut count = 0;
    while count < 3 && digit(&cursor).is_some() {
        count += 1;
        cursor.step();
    }
    count
}

fn digit(cursor: &Cursor<'_>) -> Option<u8> {
    match cursor.sign()? {
        NumeralSign::Digit(digit) => Some(digit),
        _ => None,
    }
}

/// Digit by digit: 二〇二四, 八七.
fn by_digits(cursor: Cursor<'_>) -> Numeral {
    let mut here = cursor;
    let (mantissa, _) = push_digits(&mut here, Some(0));
    finish(here, mantissa, 0)
}

/// Reads on over digits; the number with them behind `mantissa`, and how many they were.
fn push_digits(cursor: &mut Cursor<'_>, mut mantissa: Option<u128>) -> (Option<u128>, u32) {
    let mut count = 0_u32;
    while let Some(digit) = digit(cursor) {
        mantissa = mantissa.and_then(|m| m.checked_mul(10)?.checked_add(u128::from(digit)));
        count = count.saturating_add(1);
        cursor.step();
    }
    (mantissa, count)
}

/// Two neighbouring digits with one place between them: 两三千, 三四个, 三五百.
fn spread(cursor: Cursor<'_>) -> Option<Numeral> {
    let (low, high) = (digit(&cursor)?, digit(&cursor.next())?);
    if low == 0
        || (low.checked_add(1) != Some(high) && (low, high) != (3, 5))
        || digit(&cursor.next().next()).is_some()
    {
        return None;
    }
    let mut numeral = by_places(cursor.next());
    let lower = numeral
        .value?
        .checked_div(Decimal::from(high))?
        .checked_mul(Decimal::from(low))?;
    numeral.lower = lower.is_integer().then(|| lower.normalize());
    Some(numeral)
}

/// By places, and the spread of its ones where another digit follows: 十七八.
fn by_places(mut cursor: Cursor<'_>) -> Numeral {
    let mut places = Places::default();
    let mut first = true;
    while let Some(sign) = cursor.sign() {
        if !places.take(sign, &cursor, first) {
            break;
        }
        first = false;
        cursor.step();
    }
    let total = places.total();
    if let (Some(ones), Some(next), 10) = (places.digit, digit(&cursor), places.last)
        && ones.checked_add(1) == Some(u128::from(next))
    {
        let next = total.and_then(|total| total.checked_add(1));
        let mut numeral = finish(cursor.next(), next, 0);
        numeral.lower = numeral.value.and_then(|value| value.checked_sub(Decimal::ONE));
        return numeral;
    }
    let mut numeral = finish(cursor, total, places.scale());
    numeral.rough = places.rough;
    numeral
}

/// Adds decimals in words, or the scale words that follow `total` ones, whose own last scale is 10^`power`.
fn finish(cursor: Cursor<'_>, total: Option<u128>, power: u32) -> Numeral {
    if let Some(numeral) = decimals(cursor, total) {
        return numeral;
    }
    let (more, end) = if power == 0 { cursor.scale() } else { (0, cursor) };
    let unit = 10_u128.checked_pow(power).unwrap_or(1);
    Numeral::new(
        end.at,
        total.and_then(|total| total.checked_div(unit)),
        0,
        power.saturating_add(more),
        Style::Chinese,
    )
}

/// 点 and the digits behind it.
fn decimals(cursor: Cursor<'_>, whole: Option<u128>) -> Option<Numeral> {
    if cursor.sign() != Some(NumeralSign::Point) || digit(&cursor.next()).is_none() {
        return None;
    }
    let mut here = cursor.next();
    let (mantissa, count) = push_digits(&mut here, whole);
    let (power, end) = here.scale();
    Some(Numeral::new(end.at, mantissa, count, power, Style::Chinese))
}

/// A number by places while it is read, all in ones: the 亿, the 万 below them, what stands below those, and a digit
/// that waits for its place.
#[derive(Default)]
struct Places {
    high: u128,
    middle: u128,
    section: u128,
    digit: Option<u128>,
    /// The place named last; a bare digit behind it counts in tenths of it: 两万五.
    last: u128,
    /// The power of ten of the scale words named last, 0 where it is no scale.
    power: u32,
    /// The smallest place of the section, for places must fall.
    place: u128,
    /// Whether a zero stands before the digit, which makes it ones: 一百零五.
    zero: bool,
    rough: bool,
    overflow: bool,
}

impl Places {
    /// Takes in the sign at `cursor`; says whether it belongs to the number.
    fn take(&mut self, sign: NumeralSign, cursor: &Cursor<'_>, first: bool) -> bool {
        match sign {
            NumeralSign::Digit(0) if self.last != 0 => self.zero(cursor),
            NumeralSign::Digit(digit) => self.digit(digit, cursor),
            NumeralSign::Tens(tens) => self.tens(tens),
            NumeralSign::Small(power) => !cursor.at_unit() && self.small(power, first),
            NumeralSign::Large(power) => self.large(power, first),
            NumeralSign::Rough => self.rough(cursor, first),
            _ => false,
        }
    }

    /// A zero between places; it must lead on.
    fn zero(&mut self, cursor: &Cursor<'_>) -> bool {
        let leads = matches!(
            cursor.next().sign(),
            Some(NumeralSign::Digit(1..) | NumeralSign::Small(1) | NumeralSign::Tens(_))
        );
        self.zero = leads && self.digit.is_none();
        self.zero
    }

    fn digit(&mut self, digit: u8, cursor: &Cursor<'_>) -> bool {
        let next = cursor.next();
        let fits = match next.sign() {
            Some(NumeralSign::Small(power)) if !next.at_unit() => self.falls(place(power)),
            Some(NumeralSign::Large(4)) => self.middle == 0,
            Some(NumeralSign::Large(_)) => self.high == 0,
            _ => true,
        };
        if !fits || self.digit.is_some() {
            return false;
        }
        self.digit = Some(u128::from(digit));
        true
    }

    const fn falls(&self, place: u128) -> bool {
        self.place == 0 || place < self.place
    }

    fn tens(&mut self, tens: u8) -> bool {
        let fits = self.digit.is_none() && self.falls(10);
        if fits {
            self.put(u128::from(tens), 1);
        }
        fits
    }

    fn small(&mut self, power: u8, first: bool) -> bool {
        let times = match self.digit {
            Some(digit) => digit,
            None if power == 1 || first => 1,
            None => 0,
        };
        let fits = times > 0 && self.falls(place(power));
        if fits {
            self.put(times, power);
        }
        fits
    }

    /// Adds `times` × 10^`power` to the section.
    fn put(&mut self, times: u128, power: u8) {
        let place = place(power);
        self.section = self.section.saturating_add(times.saturating_mul(place));
        self.power = if u32::from(power) >= LEAST_SCALE {
            u32::from(power)
        } else {
            0
        };
        (self.place, self.last, self.zero, self.digit) = (place, place, false, None);
    }

    fn large(&mut self, power: u8, first: bool) -> bool {
        let below = self.section.saturating_add(self.digit.unwrap_or(0));
        let count = match power {
            _ if first => 1,
            4 if self.middle == 0 => below,
            4 => 0,
            _ if self.high == 0 => self.middle.saturating_add(below),
            _ if self.middle == 0 && below == 0 => self.high,
            _ => 0,
        };
        if count == 0 {
            return false;
        }
        let unit = place(power);
        let worth = count.checked_mul(unit);
        self.overflow |= worth.is_none();
        let inner = if self.digit.is_none() { self.power } else { 0 };
        let target = if power == 4 {
            &mut self.middle
        } else {
            &mut self.high
        };
        *target = worth.unwrap_or(0);
        if power != 4 {
            self.middle = 0;
        }
        self.power = inner.saturating_add(u32::from(power));
        (self.section, self.place, self.last, self.zero, self.digit) = (0, 0, unit, false, None);
        true
    }

    /// 多 between the number and its scale word; at the end it is not the number's.
    fn rough(&mut self, cursor: &Cursor<'_>, first: bool) -> bool {
        let leads =
            !first && self.digit.is_none() && matches!(cursor.next().sign(), Some(NumeralSign::Large(_)));
        self.rough |= leads;
        leads
    }

    /// What a bare last digit counts.
    const fn ones(&self) -> u128 {
        if self.zero || self.last < 10 {
            1
        } else {
            self.last / 10
        }
    }

    fn total(&self) -> Option<u128> {
        let ones = self.digit.unwrap_or(0).checked_mul(self.ones())?;
        let total = self
            .high
            .checked_add(self.middle)?
            .checked_add(self.section)?
            .checked_add(ones)?;
        (!self.overflow).then_some(total)
    }

    /// The power of ten that stands as scale behind the number.
    fn scale(&self) -> u32 {
        let power = match self.digit {
            None => self.power,
            Some(_) => self.ones().checked_ilog10().unwrap_or(0),
        };
        if power >= LEAST_SCALE { power } else { 0 }
    }
}

fn place(power: u8) -> u128 {
    10_u128.checked_pow(u32::from(power)).unwrap_or(u128::MAX)
}
