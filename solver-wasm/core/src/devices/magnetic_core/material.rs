//! The magnetisation of a core by its field: the model of Jiles and Atherton,
//! "Theory of ferromagnetic hysteresis", J. Magn. Magn. Mater. 61 (1986) 48, in the
//! form of their first paper (J. Appl. Phys. 55 (1984) 2115), as PSpice has it:
//! with the effective field He = H + α·M,
//!
//! `dM/dH = (1/(1 + C))·(Man(He) − M)/(δ·K − α·(Man(He) − M)) + (C/(1 + C))·dMan/dH`,
//!
//! δ being 1 while the field rises and −1 while it falls. The curve without
//! hysteresis is `Man = Ms·(coth(He/A) − A/He)` at level 1 and
//! `Man = Ms·He/(|He| + A)` with α = 0 at level 2, PSpice's default; Xyce's and
//! SIMetrix's cores of PSpice have the latter, too. Walls that stick to their places
//! do not move against the field: the first part counts only while Man − M has the
//! sign of δ (Deane, IEEE Trans. Magn. 30 (1994) 2795; Lederer and others, IEEE
//! Trans. Magn. 35 (1999) 1211), as otherwise the permeability would be negative
//! behind the tip of a loop.
//!
//! The equation is integrated by the field and not by time. With
//! `W = (1 + C)·M − C·Man` it is `dW/dH = (Man − M)/(δ·K − α·(Man − M))`: where the
//! walls stick W is constant and M is known without integration, and where they move
//! W is integrated from the last point of the run to the field that is asked for.

/// Permeability of the vacuum in henries per metre.
pub const VACUUM: f64 = 4e-7 * std::f64::consts::PI;

/// Steps of the integration in the shorter one of A and K: the classical formula of
/// fourth order is then within 10⁻⁷ of the saturation.
const STEP: f64 = 0.1;
/// Fields in K·(1 + C) behind which nothing is left of a point: e to the power of −40.
const FORGOTTEN: f64 = 40.0;
/// Steps that an integration has at most, so that a wild guess of a Newton iteration
/// costs no more; each is then a hundredth of K, far from instability.
const MOST_STEPS: f64 = 4000.0;
/// Below this part of A the Langevin function is taken from its series, whose terms
/// behind the last one that is used are less than a rounding.
const SERIES: f64 = 0.1;
/// Newton steps for an implicit magnetisation or its inverse: more than the slowest
/// of the monotonous functions here needs.
const MOST_SEARCHES: usize = 100;

/// Where a core is: field and magnetisation in A/m.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Point {
    pub h: f64,
    pub m: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Material {
    /// Ms in A/m.
    pub saturation: f64,
    /// A in A/m.
    pub shape: f64,
    /// C.
    pub flexing: f64,
    /// K in A/m.
    pub pinning: f64,
    /// α.
    pub coupling: f64,
    /// Level 1.
    pub langevin: bool,
}

/// coth x − 1/x and its slope.
fn langevin(x: f64) -> (f64, f64) {
    let square = x * x;
    if x.abs() < SERIES {
        let value = x * (1.0 / 3.0 - square * (1.0 / 45.0 - square * (2.0 / 945.0 - square * (1.0 / 4725.0 - square * 2.0 / 93555.0))));
        let slope = 1.0 / 3.0 - square * (1.0 / 15.0 - square * (2.0 / 189.0 - square * (1.0 / 675.0 - square * 2.0 / 10395.0)));
        return (value, slope);
    }
    let coth = 1.0 / libm::tanh(x);
    (coth - 1.0 / x, 1.0 / square - (coth - 1.0) * (coth + 1.0))
}

impl Material {
    /// Man and dMan/dHe at an effective field.
    pub fn anhysteretic(&self, field: f64) -> (f64, f64) {
        let Material { saturation, shape, .. } = *self;
        if self.langevin {
            let (value, slope) = langevin(field / shape);
            return (saturation * value, saturation * slope / shape);
        }
        let below = field.abs() + shape;
        (saturation * field / below, saturation * shape / (below * below))
    }

    /// dMan/dHe at 0, the largest.
    fn steepest(&self) -> f64 {
        self.saturation / (if self.langevin { 3.0 * self.shape } else { self.shape })
    }

    /// Whether the magnetisation has one value at each field: α·dMan/dHe stays below 1.
    pub fn has_one_value(&self) -> bool {
        self.coupling * self.steepest() < 1.0
    }

    /// dM/dH where no wall comes off its place, from dMan/dHe.
    fn elastic(&self, slope: f64) -> f64 {
        self.flexing * slope / (1.0 + self.flexing - self.flexing * self.coupling * slope)
    }

    /// dM/dH that both directions of the field have in common at a point: what small signals see.
    pub fn reversible(&self, at: Point) -> f64 {
        self.elastic(self.anhysteretic(at.h + self.coupling * at.m).1)
    }

    /// dM/dH of a core that was never magnetised, at no field.
    pub fn initial(&self) -> f64 {
        self.elastic(self.steepest())
    }

    /// M at a field with W constant: `(1 + C)·M − C·Man(H + α·M) = W`, searched for from a guess.
    fn magnetisation(&self, h: f64, w: f64, guess: f64) -> f64 {
        let Material { flexing: c, coupling, .. } = *self;
        if coupling == 0.0 {
            return (w + c * self.anhysteretic(h).0) / (1.0 + c);
        }
        let mut m = guess;
        for _ in 0..MOST_SEARCHES {
            let (an, slope) = self.anhysteretic(h + coupling * m);
            let next = m - ((1.0 + c) * m - c * an - w) / (1.0 + c - c * coupling * slope);
            let done = (next - m).abs() <= 4.0 * f64::EPSILON * self.saturation;
            m = next;
            if done {
                break;
            }
        }
        m
    }

    /// The field at which M is without hysteresis; `m` lies within the saturation.
    fn field_of(&self, m: f64) -> f64 {
        let part = m / self.saturation;
        let effective = if self.langevin {
            // The slope falls outwards, so that Newton's steps from inside never go too far.
            let mut x = 3.0 * part;
            for _ in 0..MOST_SEARCHES {
                let (value, slope) = langevin(x);
                let next = x - (value - part) / slope;
                let done = (next - x).abs() <= 4.0 * f64::EPSILON * x.abs();
                x = next;
                if done {
                    break;
                }
            }
            x * self.shape
        } else {
            self.shape * part / (1.0 - part.abs())
        };
        effective - self.coupling * m
    }

    /// M and dM/dH on the way from the last point to a field.
    pub fn at(&self, from: Point, h: f64) -> (f64, f64) {
        let side = if h >= from.h { 1.0 } else { -1.0 };
        let (an, _) = self.anhysteretic(from.h + self.coupling * from.m);
        let w = (1.0 + self.flexing) * from.m - self.flexing * an;
        if side * (an - from.m) >= 0.0 {
            return self.moving(from, w, h, side);
        }
        // The walls stick until Man has come to M, which is W there.
        if w.abs() < self.saturation {
            let loose = Point { h: self.field_of(w), m: w };
            if side * (h - loose.h) > 0.0 {
                return self.moving(loose, w, h, side);
            }
        }
        let m = self.magnetisation(h, w, from.m);
        (m, self.elastic(self.anhysteretic(h + self.coupling * m).1))
    }

    /// dW/dH where the walls move, and M: at a field, with W and a guess of M.
    fn rate(&self, h: f64, w: f64, guess: f64, side: f64) -> (f64, f64) {
        let m = self.magnetisation(h, w, guess);
        let lag = side * (self.anhysteretic(h + self.coupling * m).0 - m);
        // In saturation nothing but rounding is left of it.
        let lag = if lag < 0.0 { 0.0 } else { lag };
        (lag / (self.pinning - self.coupling * lag), m)
    }

    /// W and about M so far from a field on, where the walls move.
    fn walk(&self, from: f64, [mut w, mut m]: [f64; 2], whole: f64, side: f64) -> (f64, f64) {
        let narrow = (self.shape * (1.0 - self.coupling * self.steepest())).min(self.pinning);
        let count = libm::ceil(whole / (STEP * narrow)).min(MOST_STEPS);
        let step = side * whole / count;
        for place in 0..count as usize {
            let at = from + place as f64 * step;
            let (first, guess) = self.rate(at, w, m, side);
            let (second, guess) = self.rate(at + 0.5 * step, w + 0.5 * step * first, guess, side);
            let (third, guess) = self.rate(at + 0.5 * step, w + 0.5 * step * second, guess, side);
            let (fourth, guess) = self.rate(at + step, w + step * third, guess, side);
            w += step / 6.0 * (first + 2.0 * second + 2.0 * third + fourth);
            m = guess;
        }
        (w, m)
    }

    /// M and dM/dH on the way from a point from which the walls move.
    fn moving(&self, from: Point, w: f64, h: f64, side: f64) -> (f64, f64) {
        let memory = FORGOTTEN * self.pinning * (1.0 + self.flexing);
        let (mut at, mut m, mut w) = (from.h, from.m, w);
        let mut whole = side * (h - at);
        if whole > memory {
            // Where it began there makes no difference here.
            at = h - side * memory;
            whole = memory;
            m = self.anhysteretic(at).0;
            w = m;
        }
        // The hyperbola of level 2 has a corner in its slope at 0.
        if !self.langevin && at * h < 0.0 {
            (w, m) = self.walk(at, [w, m], -side * at, side);
            (at, whole) = (0.0, side * h);
        }
        (w, m) = self.walk(at, [w, m], whole, side);
        let (rate, m) = self.rate(h, w, m, side);
        let slope = self.anhysteretic(h + self.coupling * m).1;
        (m, (rate + self.flexing * slope) / (1.0 + self.flexing - self.flexing * self.coupling * slope))
    }
}
