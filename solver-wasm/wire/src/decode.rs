//! Reads MessagePack into the types of the circuit, without serde: a visitor for
//! each type and each place where it may stand was a third of the solver's bytes.
//!
//! Reading never stops in the middle of a type. The first problem is kept, and
//! from there on the bytes are at their end: numbers read as 0, lists as empty,
//! an enum as its first variant. So no type needs a way out of its reading, and
//! the caller looks once whether there was a problem.

/// A type that is read from MessagePack.
pub trait Decode: Sized {
    fn decode(reader: &mut Reader) -> Self;
}

/// A place in MessagePack bytes, and the first problem that was met.
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    /// The field that is read, by its name in Rust.
    field: &'static str,
    problem: Option<String>,
}

/// The fields of a map that is being read: their names and where their values begin.
pub struct Fields<'a> {
    entries: Vec<(&'a [u8], usize)>,
    /// Where the map ends.
    end: usize,
}

/// The beginning of a value; what is counted follows.
enum Head {
    /// There are no more bytes.
    End,
    Nil,
    Bool(bool),
    Natural(u64),
    Negative(i64),
    Real(f64),
    Text(usize),
    Bytes(usize),
    List(usize),
    Map(usize),
}

/// Reads one value that fills all bytes.
///
/// # Errors
/// Says what is malformed, and where.
pub fn decode<T: Decode>(bytes: &[u8]) -> Result<T, String> {
    let mut reader = Reader { bytes, at: 0, field: "", problem: None };
    let value = T::decode(&mut reader);
    if reader.at < reader.bytes.len() {
        reader.fail("it should have ended");
    }
    match reader.problem {
        None => Ok(value),
        Some(problem) => Err(problem),
    }
}

impl<'a> Reader<'a> {
    /// Keeps a problem unless there was one before; nothing is read any more.
    #[cold]
    pub fn fail(&mut self, what: &str) {
        if self.problem.is_none() {
            self.problem = Some(format!("byte {}, field '{}': {what}", self.at, self.field));
        }
        self.bytes = &[];
        self.at = 0;
    }

    /// The next bytes; none, with a problem, where there are not so many.
    fn take(&mut self, count: usize) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        if rest.len() < count {
            self.fail("the bytes end within it");
            return &[];
        }
        self.at += count;
        &rest[..count]
    }

    /// A big-endian number of some bytes.
    fn number(&mut self, size: usize) -> u64 {
        self.take(size).iter().fold(0, |number, &byte| number << 8 | u64::from(byte))
    }

    fn head(&mut self) -> Head {
        let Some(&marker) = self.bytes.get(self.at) else {
            self.fail("the bytes end before it");
            return Head::End;
        };
        self.at += 1;
        let count = |reader: &mut Self, size: usize| reader.number(size) as usize;
        match marker {
            0x00..=0x7f => Head::Natural(u64::from(marker)),
            0x80..=0x8f => Head::Map(usize::from(marker & 15)),
            0x90..=0x9f => Head::List(usize::from(marker & 15)),
            0xa0..=0xbf => Head::Text(usize::from(marker & 31)),
            0xc2 | 0xc3 => Head::Bool(marker == 0xc3),
            0xc4..=0xc6 => Head::Bytes(count(self, 1 << (marker - 0xc4))),
            // Extensions have a byte for their kind.
            0xc7..=0xc9 => Head::Bytes(count(self, 1 << (marker - 0xc7)).saturating_add(1)),
            0xd4..=0xd8 => Head::Bytes((1 << (marker - 0xd4)) + 1),
            0xca => Head::Real(f64::from(f32::from_bits(self.number(4) as u32))),
            0xcb => Head::Real(f64::from_bits(self.number(8))),
            0xcc..=0xcf => Head::Natural(self.number(1 << (marker - 0xcc))),
            0xd0..=0xd3 => {
                let size = 1 << (marker - 0xd0);
                let unused = 64 - 8 * size as u32;
                let number = ((self.number(size) << unused) as i64) >> unused;
                if number < 0 { Head::Negative(number) } else { Head::Natural(number as u64) }
            }
            0xd9..=0xdb => Head::Text(count(self, 1 << (marker - 0xd9))),
            0xdc | 0xdd => Head::List(count(self, 2 << (marker - 0xdc))),
            0xde | 0xdf => Head::Map(count(self, 2 << (marker - 0xde))),
            0xe0..=0xff => Head::Negative(i64::from(marker as i8)),
            // 0xc0; 0xc1 is no marker, and is found wanting where a value is.
            _ => Head::Nil,
        }
    }

    /// Goes behind a value, whatever it is.
    fn skip(&mut self) {
        let mut values = 1usize;
        while values > 0 {
            values -= 1;
            match self.head() {
                Head::End => return,
                Head::Text(count) | Head::Bytes(count) => drop(self.take(count)),
                Head::List(count) => values = values.saturating_add(count),
                Head::Map(count) => values = values.saturating_add(count).saturating_add(count),
                _ => {}
            }
        }
    }

    fn text(&mut self) -> &'a [u8] {
        match self.head() {
            Head::Text(count) => self.take(count),
            _ => {
                self.fail("a text was expected");
                &[]
            }
        }
    }

    fn natural(&mut self, largest: u64) -> u64 {
        match self.head() {
            Head::Natural(number) if number <= largest => number,
            _ => {
                self.fail("a whole number was expected");
                0
            }
        }
    }

    /// How many entries a list has: no more than there are bytes.
    fn list(&mut self) -> usize {
        match self.head() {
            Head::List(count) if count <= self.bytes.len().saturating_sub(self.at) => count,
            _ => {
                self.fail("a list was expected");
                0
            }
        }
    }

    /// The fields of a struct. [`Reader::leave`] must follow.
    pub fn fields(&mut self) -> Fields<'a> {
        let mut entries = Vec::new();
        match self.head() {
            Head::Map(count) => {
                for _ in 0..count {
                    let name = self.text();
                    if self.problem.is_some() {
                        break;
                    }
                    entries.push((name, self.at));
                    self.skip();
                }
            }
            _ => self.fail("a map was expected"),
        }
        Fields { entries, end: self.at }
    }

    /// Goes behind a map.
    pub fn leave(&mut self, fields: Fields) {
        self.at = if self.problem.is_none() { fields.end } else { 0 };
    }

    /// Goes to a field; false where it is absent.
    fn seek(&mut self, fields: &Fields, name: &'static str) -> bool {
        self.field = name;
        let entry = fields.entries.iter().find(|(written, _)| is_spelling(written, name));
        if let (Some(&(_, at)), None) = (entry, &self.problem) {
            self.at = at;
        }
        entry.is_some()
    }

    /// A field, or what it is when it is missing.
    pub fn field<T: Decode>(&mut self, fields: &Fields, name: &'static str, missing: Option<fn() -> T>) -> T {
        let is_there = self.seek(fields, name);
        match missing {
            Some(missing) if !is_there => missing(),
            _ => {
                if !is_there {
                    self.fail("it is missing");
                }
                T::decode(self)
            }
        }
    }

    /// Which of the variants an enum has, and its fields: a text names one
    /// without fields, a map names it by the field `kind`.
    pub fn variant(&mut self, names: &'static [&'static str]) -> (&'static str, Fields<'a>) {
        let begun = self.at;
        let (written, fields) = match self.head() {
            Head::Text(count) => (self.take(count), Fields { entries: Vec::new(), end: self.at }),
            Head::End => (&[][..], Fields { entries: Vec::new(), end: self.at }),
            _ => {
                self.at = begun;
                let fields = self.fields();
                let is_there = self.seek(&fields, "kind");
                (if is_there { self.text() } else { &[] }, fields)
            }
        };
        let name = names.iter().copied().find(|name| is_spelling(written, name));
        if name.is_none() {
            self.fail("it is of no kind that is known");
        }
        (name.unwrap_or(names[0]), fields)
    }
}

/// Whether a name is that of a field (`ports_start`) or variant (`PeakToPeak`)
/// in camel case.
fn is_spelling(written: &[u8], name: &str) -> bool {
    let mut written = written.iter().copied();
    let mut raised = false;
    for (i, byte) in name.bytes().enumerate() {
        if byte == b'_' {
            raised = true;
            continue;
        }
        let expected = match (i, raised) {
            (0, _) => byte.to_ascii_lowercase(),
            (_, true) => byte.to_ascii_uppercase(),
            _ => byte,
        };
        raised = false;
        if written.next() != Some(expected) {
            return false;
        }
    }
    written.next().is_none()
}

impl Decode for u8 {
    fn decode(reader: &mut Reader) -> u8 {
        reader.natural(u64::from(u8::MAX)) as u8
    }
}

impl Decode for u32 {
    fn decode(reader: &mut Reader) -> u32 {
        reader.natural(u64::from(u32::MAX)) as u32
    }
}

impl Decode for f64 {
    fn decode(reader: &mut Reader) -> f64 {
        match reader.head() {
            Head::Natural(number) => number as f64,
            Head::Negative(number) => number as f64,
            Head::Real(number) => number,
            _ => {
                reader.fail("a number was expected");
                0.0
            }
        }
    }
}

impl Decode for bool {
    fn decode(reader: &mut Reader) -> bool {
        match reader.head() {
            Head::Bool(is) => is,
            _ => {
                reader.fail("true or false was expected");
                false
            }
        }
    }
}

impl Decode for String {
    fn decode(reader: &mut Reader) -> String {
        match std::str::from_utf8(reader.text()) {
            Ok(text) => text.to_string(),
            Err(_) => {
                reader.fail("its text is no UTF-8");
                String::new()
            }
        }
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(reader: &mut Reader) -> Option<T> {
        if reader.bytes.get(reader.at) == Some(&0xc0) {
            reader.at += 1;
            return None;
        }
        Some(T::decode(reader))
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader) -> Vec<T> {
        let count = reader.list();
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(T::decode(reader));
            if reader.problem.is_some() {
                break;
            }
        }
        list
    }
}

/// Makes the readers of types that [`wire!`] declares: a field whose attributes
/// give serde a default may be missing.
macro_rules! decoders {
    () => {};
    ($(#[$($attribute:tt)*])* pub struct $name:ident {
        $($(#[$($about:tt)*])* pub $field:ident: $type:ty,)*
    } $($rest:tt)*) => {
        impl $crate::decode::Decode for $name {
            fn decode(reader: &mut $crate::decode::Reader) -> $name {
                let fields = reader.fields();
                let value = $name { $($field: reader.field(&fields, stringify!($field), missing!($([$($about)*])*))),* };
                reader.leave(fields);
                value
            }
        }
        decoders! { $($rest)* }
    };
    ($(#[$($attribute:tt)*])* pub enum $name:ident {
        $($(#[$($about:tt)*])* $variant:ident $({ $($(#[$($of_field:tt)*])* $field:ident: $type:ty),* $(,)? })?),* $(,)?
    } $($rest:tt)*) => {
        impl $crate::decode::Decode for $name {
            fn decode(reader: &mut $crate::decode::Reader) -> $name {
                let (variant, fields) = reader.variant(&[$(stringify!($variant)),*]);
                let value = match variant {
                    $(stringify!($variant) => $name::$variant $({
                        $($field: reader.field(&fields, stringify!($field), missing!($([$($of_field)*])*))),*
                    })?,)*
                    _ => unreachable!("a reader answers one of the names that it was given"),
                };
                reader.leave(fields);
                value
            }
        }
        decoders! { $($rest)* }
    };
}

/// What a field is when it is missing, by its attributes.
macro_rules! missing {
    () => { None };
    ([serde(default)] $($rest:tt)*) => { Some(Default::default) };
    ([serde(default = "none")] $($rest:tt)*) => { Some(none) };
    ([$($other:tt)*] $($rest:tt)*) => { missing!($($rest)*) };
}
