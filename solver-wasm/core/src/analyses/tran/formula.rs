//! Which integration formula a step uses, and how its order moves.

use crate::charges::{Integration, REMEMBERED};
use crate::options::{Method, Options};

/// Error constants of the formulas by order, on divided differences without the
/// factorial: ngspice's, so that the number of steps is comparable.
const TRAPEZOIDAL_ERROR: [f64; 2] = [0.5, 1.0 / 12.0];
const GEAR_ERROR: [f64; 6] = [0.5, 2.0 / 9.0, 3.0 / 22.0, 12.0 / 125.0, 10.0 / 137.0, 20.0 / 343.0];

pub struct Formula {
    method: Method,
    highest: usize,
    /// Weight of the last rate in the trapezoidal rule.
    xmu: f64,
    order: usize,
    /// Steps since the order changed.
    since: usize,
    /// Steps for which the first order stays.
    hold: usize,
}

/// Further steps of backward Euler that end the ringing of the trapezoidal rule.
const DAMPING: usize = 1;

impl Formula {
    pub fn new(options: &Options) -> Formula {
        let most = match options.method {
            Method::Trapezoidal => TRAPEZOIDAL_ERROR.len(),
            Method::Gear => GEAR_ERROR.len(),
        };
        Formula { method: options.method, xmu: options.xmu, highest: (options.maxord as usize).clamp(1, most), order: 1, since: 0, hold: 0 }
    }

    pub fn order(&self) -> usize {
        self.order
    }

    /// The highest order that the options allow.
    pub fn highest(&self) -> usize {
        self.highest
    }

    /// Back to the first order, as after a corner.
    pub fn restart(&mut self) {
        self.set_order(1);
    }

    pub fn set_order(&mut self, order: usize) {
        self.order = order;
        self.since = 0;
    }

    pub fn accepted(&mut self) {
        self.since += 1;
        self.hold = self.hold.saturating_sub(1);
    }

    /// Whether the step is one of the trapezoidal rule, which may ring.
    pub fn may_ring(&self) -> bool {
        self.order == 2 && self.method == Method::Trapezoidal
    }

    /// Ends a ringing.
    pub fn damp(&mut self) {
        self.restart();
        self.hold = DAMPING;
    }

    /// Whether the order has been in use long enough to judge another one: the
    /// errors of a multistep formula follow a change of order late.
    pub fn settled(&self) -> bool {
        self.hold == 0 && (self.order == 1 || self.since > self.order)
    }

    /// The coefficients for steps whose first is the one that is tried.
    pub fn integration(&self, steps: &[f64; REMEMBERED]) -> Integration {
        match (self.order, self.method) {
            (1, _) => Integration::euler(steps[0]),
            (_, Method::Trapezoidal) => Integration::trapezoidal(steps[0], self.xmu),
            (order, Method::Gear) => Integration::gear(order, steps),
        }
    }

    pub fn error_constant(&self, order: usize) -> f64 {
        match self.method {
            Method::Trapezoidal => TRAPEZOIDAL_ERROR[order - 1],
            Method::Gear => GEAR_ERROR[order - 1],
        }
    }
}
