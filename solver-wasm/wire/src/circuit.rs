//! The flat circuit that elaboration produces and every engine consumes.
//!
//! It is declared here once; `protocol/src/generated/` holds the TypeScript
//! types made from it. It crosses process borders as one byte string: the four
//! bytes of [`MAGIC`], the layout's version as a little-endian `u32`, the module of
//! the solver that its devices need as another (see `protocol/src/circuit.ts`; an
//! engine that lacks a device says so itself), then the
//! [`Circuit`] as MessagePack with named fields. Everything that exists once
//! per device, node, origin or value is a column of numbers, and every text is
//! an index into `strings`, so that 100,000 devices encode and decode quickly.

use serde::Serialize;

/// The first bytes of an encoded circuit.
pub const MAGIC: [u8; 4] = *b"NDLC";
/// The version of this layout; an engine refuses any other.
pub const CIRCUIT_VERSION: u32 = 3;
/// Bytes before the circuit.
pub const HEADER: usize = 12;
/// "None" in a column of indices.
pub const NONE: u32 = u32::MAX;

/// First words of a program's instructions (see [`Programs`]).
pub const PUSH_CONSTANT: u32 = 0;
pub const PUSH_SLOT: u32 = 1;
pub const PUSH_INPUT: u32 = 2;
pub const CALL: u32 = 3;

/// One instruction of a program that was checked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Instruction<'a> {
    Constant(f64),
    Slot { depth: u32, slot: u32 },
    Input(&'a Input),
    Call { function: u32, count: usize },
}

impl Programs {
    /// The words of a program.
    pub fn words(&self, program: u32) -> &[u32] {
        let first = self.start[program as usize] as usize;
        &self.code[first..first + self.length[program as usize] as usize]
    }

    /// The instructions of a program, in postfix order.
    ///
    /// # Panics
    /// Where the program is malformed.
    pub fn instructions(&self, program: u32) -> impl Iterator<Item = Instruction<'_>> {
        let mut words = self.words(program);
        std::iter::from_fn(move || {
            let (&operation, operands) = words.split_first()?;
            let (instruction, size) = match operation {
                PUSH_CONSTANT => (Instruction::Constant(self.constants[operands[0] as usize]), 1),
                PUSH_SLOT => (Instruction::Slot { depth: operands[0], slot: operands[1] }, 2),
                PUSH_INPUT => (Instruction::Input(&self.inputs[operands[0] as usize]), 1),
                _ => (Instruction::Call { function: operands[0], count: operands[1] as usize }, 2),
            };
            words = &operands[size..];
            Some(instruction)
        })
    }
}

/// For fields that older texts of a circuit lack.
fn none() -> u32 {
    NONE
}

wire_in! {
    /// A whole circuit with its analyses. Indices are 0-based; `NONE`
    /// (4294967295) means absent.
    #[derive(Default)]
    pub struct Circuit {
        /// The deck's title line.
        pub title: String,
        /// The dialect that the text was read as, such as `ngspice`.
        pub dialect: String,
        /// The string table. All `*name` columns point into it.
        pub strings: Vec<String>,
        /// URIs of the documents, by file index. File 0 is the deck.
        pub files: Vec<String>,
        pub origins: Origins,
        pub programs: Programs,
        pub values: Values,
        pub definitions: Vec<Definition>,
        pub instances: Instances,
        pub nodes: Nodes,
        pub models: Vec<Model>,
        pub devices: Devices,
        pub parameters: Parameters,
        /// The analyses in the deck's order.
        pub analyses: Vec<Job>,
        pub measures: Vec<Measure>,
        /// `.print`, `.plot` and `.probe` cards.
        pub presentations: Vec<Presentation>,
        /// `.four` cards.
        #[serde(default)]
        pub fouriers: Vec<Fourier>,
        /// Where random numbers are drawn.
        #[serde(default)]
        pub draws: Vec<DrawSite>,
        /// Tolerances of model parameters (`DEV`, `LOT`).
        #[serde(default)]
        pub tolerances: Vec<Tolerance>,
    }

    /// A random function in an expression, or a tolerance: one draw for each
    /// run and whatever its scope says.
    pub struct DrawSite {
        pub distribution: Distribution,
        pub scope: DrawScope,
        pub origin: u32,
    }

    /// How a draw is spread around 0, its nominal value.
    pub enum Distribution {
        /// Normal with a standard deviation of 1.
        Normal,
        /// Uniform from -1 to 1.
        Uniform,
        /// -1 or 1.
        Extremes,
    }

    /// What shares a draw.
    pub enum DrawScope {
        /// Nothing: each use of the expression, or of a parameter that it
        /// defines, draws by itself.
        Use,
        /// The instance whose expression it is, for the whole run.
        Run,
        /// All devices of a model (`LOT`).
        Model,
        /// A device alone (`DEV`).
        Device,
    }

    /// `DEV=5%` or `LOT=5%` behind a model's parameter.
    pub struct Tolerance {
        /// Index into the columns of `parameters`.
        pub parameter: u32,
        /// Index into `values`: the largest deviation.
        pub value: u32,
        /// Whether the deviation is a part of the parameter's value, and not in its unit.
        pub relative: bool,
        /// Index into `draws`.
        pub site: u32,
    }

    /// Where things stand in the text: UTF-16 ranges by file. Columns of one length.
    #[derive(Default)]
    pub struct Origins {
        /// Index into `Circuit::files`.
        pub file: Vec<u32>,
        /// First UTF-16 code unit.
        pub start: Vec<u32>,
        /// One past the last UTF-16 code unit.
        pub end: Vec<u32>,
    }

    /// Compiled expressions. A program is a run of words in `code`, in postfix
    /// order, evaluated on a stack of f64 in the frame of an instance:
    ///
    /// | word, operands | effect |
    /// |---|---|
    /// | `0, i` | push `constants[i]` |
    /// | `1, depth, slot` | push a parameter slot of the frame `depth` instances up (0: this one) |
    /// | `2, i` | push input `inputs[i]` |
    /// | `3, f, n` | pop `n` arguments, push `functions[f]` of them |
    ///
    /// Operators are functions too, under the names of
    /// `language/src/reference/functions.json` (`+`, `-`, `neg`, `?:`, `pow` …).
    #[derive(Default)]
    pub struct Programs {
        /// By program: first word in `code`.
        pub start: Vec<u32>,
        /// By program: number of words.
        pub length: Vec<u32>,
        /// By program: origin of the expression's text.
        pub origin: Vec<u32>,
        pub code: Vec<u32>,
        pub constants: Vec<f64>,
        pub inputs: Vec<Input>,
        /// Names of the functions that the programs use.
        pub functions: Vec<String>,
    }

    /// What a program reads besides parameters.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum Input {
        /// Circuit temperature in degrees Celsius.
        Temper,
        /// Time in seconds.
        Time,
        /// Frequency in hertz.
        Hertz,
        /// A node voltage (difference), by names local to the program's instance.
        Voltage { positive: u32, negative: u32 },
        /// A device's current, by its name local to the program's instance.
        Current { device: u32 },
        /// `@device[parameter]`.
        DeviceParameter { device: u32, parameter: u32 },
        /// A random draw around 0, by index into `Circuit::draws`.
        Draw { site: u32 },
        /// The result of an earlier measure, by index into `Circuit::measures`;
        /// only in the values of measures.
        Measure { measure: u32 },
        /// A result of the analysis at the point that is looked at, only in a
        /// [`Quantity::Formula`]. `Value` is the number itself, complex in AC.
        Result { quantity: Quantity, part: Part },
        /// The complex frequency, only in the second argument of `source-laplace`.
        Laplace,
    }

    /// Numbers that stay expressions. A value is a constant, or a program
    /// (`program[i] != NONE`) whose last result `constant[i]` then is at the
    /// nominal temperature.
    #[derive(Default)]
    pub struct Values {
        pub constant: Vec<f64>,
        /// Index into `Programs::start`, or `NONE`.
        pub program: Vec<u32>,
        /// 1 when the value is structural: it chose a model, a section, a size,
        /// so changing it needs a new elaboration.
        pub structural: Vec<u8>,
    }

    /// A `.subckt`, or the top circuit (definition 0).
    pub struct Definition {
        /// Index into `strings`; the top's is empty.
        pub name: u32,
        pub origin: u32,
        /// Names of the ports.
        pub ports: Vec<u32>,
        /// Names of the parameter slots, each after those that it depends on.
        pub slots: Vec<u32>,
    }

    /// The instance tree; instance 0 is the top circuit. A parent stands before
    /// its children.
    #[derive(Default)]
    pub struct Instances {
        /// `NONE` for the top.
        pub parent: Vec<u32>,
        /// Full path in the user's spelling (`x1.x2`); empty for the top.
        pub name: Vec<u32>,
        pub definition: Vec<u32>,
        /// Origin of the X card.
        pub origin: Vec<u32>,
        /// First of `definition.ports.len()` entries of `ports`.
        pub ports_start: Vec<u32>,
        /// First of `definition.slots.len()` entries of `slot_value` and `slot_in_parent`.
        pub slots_start: Vec<u32>,
        /// Value of `m=` on the X card, evaluated in the parent's frame, or `NONE`.
        pub multiplier: Vec<u32>,
        /// Nodes that the ports are connected to.
        pub ports: Vec<u32>,
        /// Value of each slot.
        pub slot_value: Vec<u32>,
        /// 1 when the slot's value is evaluated in the parent's frame (an actual
        /// parameter), 0 when in the instance's own (a default, a `.param`).
        pub slot_in_parent: Vec<u8>,
    }

    /// Nodes in order of first appearance; node 0 is ground.
    #[derive(Default)]
    pub struct Nodes {
        /// Full path in the user's spelling (`x1.n3`).
        pub name: Vec<u32>,
        /// The instance that the node is local to.
        pub instance: Vec<u32>,
        /// 0 electrical, 1 thermal, 2 magnetic, 3 digital, 4 real event.
        pub nature: Vec<u8>,
        /// Where the node first appears.
        pub origin: Vec<u32>,
    }

    /// A model that a device uses, resolved in its scope.
    pub struct Model {
        pub name: u32,
        /// The type word in lower case: `d`, `r`, `npn`.
        pub kind: u32,
        /// The instance whose frame evaluates the parameters.
        pub instance: u32,
        pub origin: u32,
        pub parameters_start: u32,
        pub parameters_count: u32,
    }

    /// The flat devices in order of elaboration. Columns of one length except
    /// `terminals` and `references`.
    #[derive(Default)]
    pub struct Devices {
        /// Name of the device's kind in `strings`, as in `devices.json`: `resistor`,
        /// `capacitor`, `inductor`, `coupling`, `voltage-source`, `current-source`,
        /// `vcvs`, `cccs`, `vccs`, `ccvs`, `diode`, `voltage-switch`, `current-switch`,
        /// `bjt`, `mosfet`.
        pub kind: Vec<u32>,
        /// Full path in the user's spelling, `x1.r1`.
        pub name: Vec<u32>,
        pub instance: Vec<u32>,
        /// The card.
        pub origin: Vec<u32>,
        /// Index into `models`, or `NONE`.
        pub model: Vec<u32>,
        /// Value of `m=` on the card, or `NONE`.
        pub multiplier: Vec<u32>,
        pub terminals_start: Vec<u32>,
        pub terminals_count: Vec<u32>,
        pub parameters_start: Vec<u32>,
        pub parameters_count: Vec<u32>,
        pub references_start: Vec<u32>,
        pub references_count: Vec<u32>,
        /// Nodes of the terminals.
        pub terminals: Vec<u32>,
        /// Other devices: the controlling source of F, H and W, the inductors of K, and
        /// those whose currents a behavioural source reads, in the order of its program.
        pub references: Vec<u32>,
    }

    /// Parameters of devices and models, and options of jobs. One entry is a
    /// name with one or more values (`pulse` has up to 8), or a text.
    #[derive(Default)]
    pub struct Parameters {
        /// Canonical name in lower case.
        pub name: Vec<u32>,
        pub origin: Vec<u32>,
        /// First index into `values`.
        pub value_start: Vec<u32>,
        pub value_count: Vec<u32>,
        /// A text value, or `NONE`.
        pub text: Vec<u32>,
    }

    /// One analysis with its own snapshot of options and conditions.
    pub struct Job {
        pub analysis: Analysis,
        /// The analysis card.
        pub origin: u32,
        /// Options in force: a run of `parameters`.
        pub options_start: u32,
        pub options_count: u32,
        /// Value of the analysis temperature in degrees Celsius, or `NONE` for 27.
        pub temperature: u32,
        /// `.ic`
        pub initial_conditions: Vec<NodeValue>,
        /// `.nodeset`
        pub nodesets: Vec<NodeValue>,
        /// `.save`; empty for all.
        pub saves: Vec<Signal>,
        /// `.step` and `.temp` with several temperatures: the job is run for
        /// every combination, from the innermost to the outermost.
        #[serde(default)]
        pub steps: Vec<Sweep>,
    }

    /// A voltage that is given for a node.
    pub struct NodeValue {
        pub node: u32,
        pub value: u32,
        pub origin: u32,
    }

    /// What is solved. All numbers are indices into `values`, evaluated in the
    /// top frame.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum Analysis {
        Op,
        /// Sweeps from the innermost to the outermost.
        Dc { sweeps: Vec<Sweep> },
        /// `points` per decade or octave, or in all.
        Ac { variation: Variation, points: u32, start: u32, stop: u32 },
        /// Seconds. `max_step` is `NONE` when not given. With `startup` the
        /// sources rise from 0 at the start (LTspice).
        Tran {
            step: u32,
            stop: u32,
            start: u32,
            max_step: u32,
            uic: bool,
            #[serde(default)]
            startup: bool,
        },
        /// Noise of the voltage from node `positive` to node `negative`, also
        /// referred to the independent source `source` (a device). Each
        /// device's part is a result of every `summary`-th point; `NONE` for none.
        Noise { positive: u32, negative: u32, source: u32, variation: Variation, points: u32, start: u32, stop: u32, summary: u32 },
        /// Small-signal gain from the independent source `source` (a device) to
        /// `output`, with the resistances at both.
        Tf { output: Signal, source: u32 },
        /// Derivatives of `output` by all parameters, at the operating point or
        /// over frequency.
        Sens { output: Signal, frequencies: Option<Frequencies> },
    }

    /// `points` per decade or octave, or in all, from `start` to `stop` hertz:
    /// indices into `values`.
    pub struct Frequencies {
        pub variation: Variation,
        pub points: u32,
        pub start: u32,
        pub stop: u32,
    }

    #[derive(Copy)]
    pub enum Variation { Decade, Octave, Linear }

    /// What is swept, and over which values. `start`, `stop` and `step` (for
    /// decades and octaves the number of points in each) are `NONE` for a list.
    pub struct Sweep {
        pub target: SweepTarget,
        pub start: u32,
        pub stop: u32,
        pub step: u32,
        pub origin: u32,
        /// What is swept, as the user wrote it.
        #[serde(default)]
        pub name: String,
        #[serde(default)]
        pub form: SweepForm,
        /// The values of a list.
        #[serde(default)]
        pub list: Vec<u32>,
        /// Whether `stop` is a value also where no step meets it (LTspice).
        #[serde(default)]
        pub closed: bool,
        /// What changes at the same time: the further columns of a table.
        #[serde(default)]
        pub along: Vec<SweptAlong>,
    }

    #[derive(Copy, Default)]
    pub enum SweepForm {
        #[default]
        Linear,
        Decade,
        Octave,
        List,
    }

    /// A column of a table; as many values as the sweep's own list has.
    pub struct SweptAlong {
        pub target: SweepTarget,
        pub name: String,
        pub list: Vec<u32>,
    }

    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum SweepTarget {
        /// The principal value of a device: a source's DC value, a resistance.
        Device { device: u32 },
        Temperature,
        /// A parameter slot of the top circuit.
        Parameter { slot: u32 },
        /// Another parameter of a device, by its canonical name in `strings`.
        DeviceParameter { device: u32, parameter: u32 },
        /// A parameter of a model (an index into `models`), likewise.
        ModelParameter { model: u32, parameter: u32 },
        /// An option, by its name in `strings`.
        Option { name: u32 },
    }

    /// A quantity of the result, such as a voltage between two nodes or a
    /// device's current, and which part of it.
    pub struct Signal {
        /// As the user wrote it, for titles and messages.
        pub text: String,
        pub quantity: Quantity,
        pub part: Part,
        pub origin: u32,
    }

    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum Quantity {
        /// `negative` is 0 (ground) for `v(a)`.
        Voltage { positive: u32, negative: u32 },
        Current { device: u32 },
        /// The plot's axis: time, frequency, the swept value.
        Axis,
        /// `all`
        All,
        /// `alli`: every current that there is.
        Currents,
        /// A formula of results, an index into `values`. Its program is evaluated
        /// at each point in the top frame, with `Input::Result` and `Measure`.
        Formula { value: u32 },
        /// A constant, an index into `values` (in `.meas … WHEN v(a)=2.5`).
        Constant { value: u32 },
        /// An operating-point variable or a parameter of a device, by its name
        /// in lower case: `gm` in `@m1[gm]`.
        Variable { device: u32, variable: String },
        /// A vector of the plot by its name, in lower case: `onoise`.
        Named { name: String },
    }

    /// Part of a complex quantity. `Value` is the real value; of a complex
    /// quantity it is the magnitude, and ngspice's measures take the real part.
    #[derive(Copy)]
    pub enum Part { Value, Magnitude, Decibel, Phase, Real, Imaginary }

    pub struct Presentation {
        /// `print`, `plot` or `probe`.
        pub card: String,
        /// `op`, `dc`, `ac`, `tran`, `noise`, `tf`, `sens`, or empty for all.
        pub analysis: String,
        pub signals: Vec<Signal>,
        pub origin: u32,
    }

    pub struct Measure {
        pub name: String,
        /// `op`, `dc`, `ac`, `tran` or `noise`.
        pub analysis: String,
        pub form: MeasureForm,
        pub origin: u32,
    }

    /// `.four`: harmonics of signals over the last periods of a transient.
    pub struct Fourier {
        /// Value: the fundamental in hertz.
        pub frequency: u32,
        /// Value: how many harmonics from the fundamental on, or `NONE` for nine.
        pub harmonics: u32,
        /// Value: over how many periods at the end, or `NONE` for one; a negative
        /// number stands for all that there are.
        pub periods: u32,
        pub signals: Vec<Signal>,
        pub origin: u32,
    }

    /// Measures are exact between points by linear interpolation. `from`, `to`
    /// and `delay` are values (or `NONE`) that bound the axis. All values may
    /// read earlier measures.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum MeasureForm {
        /// TRIG … TARG …: the axis distance between two events.
        Delay { trigger: Event, target: Event },
        /// FIND … WHEN … or FIND … AT=…
        Find { signal: Signal, at: Event },
        /// WHEN …: the axis value of the event.
        When { at: Event },
        /// DERIV … AT= or WHEN …: the slope of the line between two points.
        Derivative { signal: Signal, at: Event },
        /// MIN MAX PP AVG RMS INTEG MIN_AT MAX_AT, from `trigger` to `target`
        /// where these are given (TRIG … TARG …).
        Statistic {
            statistic: Statistic,
            signal: Signal,
            from: u32,
            to: u32,
            #[serde(default = "none")]
            delay: u32,
            #[serde(default)]
            trigger: Option<Event>,
            #[serde(default)]
            target: Option<Event>,
        },
        /// PARAM='…': a program over earlier measures; its value.
        Parameter { value: u32 },
    }

    /// A point on the axis.
    #[serde(tag = "kind", rename_all_fields = "camelCase")]
    pub enum Event {
        /// AT=value
        At { value: u32 },
        /// The `count`-th crossing of `left` over `right` in the given
        /// direction after `delay`; count 0 means LAST.
        Cross {
            left: Signal,
            right: Signal,
            direction: Direction,
            count: u32,
            delay: u32,
            from: u32,
            to: u32,
            /// FRAC_MAX: the level is `right` times the greatest value of `left`.
            #[serde(default)]
            of_maximum: bool,
        },
    }

    #[derive(Copy)]
    pub enum Direction { Rise, Fall, Either }

    #[derive(Copy)]
    pub enum Statistic { Min, Max, PeakToPeak, Average, Rms, Integral, MinAt, MaxAt }
}
