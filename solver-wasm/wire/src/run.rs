//! What a session tells its host: plots, vectors, diagnostics, statistics.
//!
//! Declared here once; `protocol/src/generated/` holds the TypeScript types.
//! Events cross as JSON, columns of numbers as one `Float64Array` a chunk.

use serde::Serialize;

wire! {
    /// What one `advance` produced, in order; the numbers of a chunk follow
    /// apart (`take_chunk`).
    #[serde(tag = "event", rename_all_fields = "camelCase")]
    pub enum RunEvent {
        /// A plot begins; its vectors are fixed from here on. With `like` the
        /// vectors are those of that earlier plot and `vectors` is empty, which
        /// saves text in a run of a thousand steps; engines put them in.
        PlotStarted {
            plot: u32,
            job: u32,
            analysis: String,
            title: String,
            vectors: Vec<Vector>,
            dimensions: Vec<u32>,
            /// Which step of the job it is; absent without steps.
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "typescript", ts(optional))]
            step: Option<PlotStep>,
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "typescript", ts(optional))]
            like: Option<u32>,
        },
        /// How far the analysis is, 0 to 1, and where its axis stands.
        Progress { plot: u32, fraction: f64, at: f64 },
        /// A measure; `value` is null when it failed, and `reason` then says why.
        /// `unit` is an SI unit, `dB`, `rad`, or empty.
        /// `step` is the label of the job's step, absent without steps.
        Measured {
            name: String,
            analysis: String,
            value: Option<f64>,
            unit: String,
            reason: Option<String>,
            at: Option<f64>,
            origin: u32,
            #[serde(skip_serializing_if = "Option::is_none")]
            #[cfg_attr(feature = "typescript", ts(optional))]
            step: Option<String>,
        },
        Diagnosed { diagnostic: RunDiagnostic },
        /// Figures that belong to no axis, told when the analysis ends: the
        /// harmonics of `.four`, operating points of devices, sensitivities.
        /// Raw files do not carry them. `figures` stand above the table.
        Table { analysis: String, title: String, figures: Vec<TableFigure>, columns: Vec<TableColumn>, rows: Vec<TableRow>, origin: u32 },
        /// The plot has `points` points; `complete` is false when the analysis failed or was stopped.
        PlotFinished { plot: u32, points: u32, complete: bool, statistics: Statistics },
    }

    /// One column of a plot. A complex vector takes two doubles a point
    /// (real, imaginary) in a chunk.
    pub struct Vector {
        /// ngspice's name, in lower case: `time`, `v(out)`, `i(v1)`, `@r1[i]`.
        pub name: String,
        /// `time`, `frequency`, `voltage`, `current`, `temperature`, `resistance`, `notype`.
        pub quantity: String,
        /// SI unit, `V`; empty for none.
        pub unit: String,
        pub complex: bool,
        /// Whether ngspice would write it into its raw file by default.
        pub raw: bool,
        /// The circuit's node or device that it belongs to.
        pub node: Option<u32>,
        pub device: Option<u32>,
    }

    /// One of a job's steps.
    pub struct PlotStep {
        /// From 0, in the order of the runs.
        pub index: u32,
        /// How many there are.
        pub count: u32,
        /// `r1=1k temp=27`
        pub label: String,
        /// From the innermost step to the outermost.
        pub values: Vec<StepValue>,
    }

    pub struct StepValue {
        /// What is stepped, as the user wrote it.
        pub name: String,
        /// SI unit; empty for none.
        pub unit: String,
        pub value: f64,
    }

    /// A number that holds for a whole table, such as its total distortion.
    pub struct TableFigure {
        pub name: String,
        /// Null where there is none.
        pub value: Option<f64>,
        /// SI unit, `%`, `°`; empty for none.
        pub unit: String,
    }

    pub struct TableColumn {
        pub name: String,
        /// SI unit, `dB`, `°`; empty for none, or where the rows differ in it.
        pub unit: String,
    }

    /// A row of a table: its name (a harmonic, a device) and a number for each
    /// column, null where there is none.
    #[derive(Default)]
    pub struct TableRow {
        pub name: String,
        pub values: Vec<Option<f64>>,
        /// The circuit's device that the row is of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "typescript", ts(optional))]
        pub device: Option<u32>,
        /// In which state a device is, `saturation`, `closed`; empty where none is told.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        #[cfg_attr(feature = "typescript", ts(optional, as = "Option<String>"))]
        pub region: String,
    }

    /// A finding of a run on the user's own lines.
    pub struct RunDiagnostic {
        /// `error`, `warning` or `information`.
        pub severity: String,
        /// Stable code in kebab case: `singular-matrix`, `no-convergence`.
        pub code: String,
        /// What is wrong, where, and what to do next.
        pub message: String,
        /// Index into `Circuit::origins` or `NONE` (the innermost card; the
        /// instances that lead there follow from the device).
        pub origin: u32,
        pub device: Option<u32>,
        pub node: Option<u32>,
    }

    #[derive(Default)]
    pub struct Statistics {
        /// Newton iterations, also of the operating point.
        pub iterations: u32,
        /// Accepted points.
        pub points: u32,
        /// Rejected time steps.
        pub rejected: u32,
        /// Seconds spent in `advance`.
        pub solve: f64,
        /// The way that led to the operating point, `direct` or `gmin stepping`;
        /// empty where none was looked for.
        pub operating_point: String,
    }
}
