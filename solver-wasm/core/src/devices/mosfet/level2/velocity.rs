//! The saturation voltage of level 2 where the carriers' velocity has a limit.
//!
//! Source: Baum and Beneking, *Drift Velocity Saturation in MOS Transistors*, IEEE
//! Trans. Electron Devices ED-17, 1970; Vladimirescu and Liu, ERL-M80/7, 1980,
//! section 2.3. √(vdsat + φ − vbs) is a root of a polynomial of the fourth degree,
//! which SPICE2 solves by Ferrari's way, and takes the smallest root above 0 that
//! fulfils it. The way's cube roots lose their signs; where no root is left so,
//! the saturation voltage stays Grove and Frohman's, which is a jump.
//!
//! Without body effect the polynomial is one of x², of which Ferrari's way loses
//! the root or itself by rounding: ngspice 39 then has one saturation voltage or
//! the other by chance, or finds no operating point. Here it is always the root.

use crate::lanes::{lane, Dual, F2};

/// A root must fulfil the polynomial to this, in volts squared.
const NEAR: f64 = 1e-6;

/// What the polynomial is made of.
pub struct Baum {
    /// γ/η of the body effect in √V.
    pub share: Dual<3>,
    /// The gate's voltage above the threshold without body effect, over η.
    pub over: Dual<3>,
    /// φ − vbs
    pub depleted: Dual<3>,
    /// L·VMAX/µ in volts.
    pub limit: Dual<3>,
    /// The root of φ − vbs, as it goes on where the bulk is forward.
    pub root: Dual<3>,
}

/// The saturation voltage in the lanes of a mask; `usual` where there is none.
#[inline(never)]
pub fn saturation(of: &Baum, lanes: F2, usual: Dual<3>) -> Dual<3> {
    let number = F2::splat;
    let gate = of.over + of.depleted;
    let a = of.share * number(1.0 / 0.75);
    let b = -(gate + of.limit) * number(2.0);
    let c = -(of.share * of.limit) * number(2.0);
    let cube = of.root * of.root * of.root;
    let d = gate * (of.depleted + of.limit) * number(2.0) - of.depleted * of.depleted - of.share * cube * number(4.0 / 3.0);
    let mut roots = [f64::NAN; 2];
    for (side, root) in roots.iter_mut().enumerate() {
        if lanes.to_bitmask() & (1 << side) != 0 {
            *root = smallest([a, b, c, d].map(|part| lane(part.value, side)));
        }
    }
    let x = F2::from(roots);
    let found = x.simd_gt(number(0.0));
    // The root's slopes, from those of the coefficients.
    let steep = ((number(4.0) * x + number(3.0) * a.value) * x + number(2.0) * b.value) * x + c.value;
    let by = [0, 1, 2].map(|by: usize| -(((a.by[by] * x + b.by[by]) * x + c.by[by]) * x + d.by[by]) / steep);
    let root = Dual { value: x, by };
    Dual::select(found, root * root - of.depleted, usual)
}

/// The smallest root above 0 of x⁴ + a·x³ + b·x² + c·x + d that Ferrari's way finds.
fn smallest([a, b, c, d]: [f64; 4]) -> f64 {
    // Without body effect the roots are those of x², which Ferrari's way leaves to rounding.
    if a == 0.0 && c == 0.0 {
        let spread = (b * b / 4.0 - d).sqrt();
        let low = -b / 2.0 - spread;
        return if low > 0.0 { low.sqrt() } else { (-b / 2.0 + spread).sqrt() };
    }
    // The cubic resolvent y³ + k·y² + …, and one of its roots.
    let k = -b;
    let linear = a * c - 4.0 * d;
    let constant = -d * (a * a - 4.0 * b) - c * c;
    let r = -k * k / 3.0 + linear;
    let s = 2.0 * k * k * k / 27.0 - k * linear / 3.0 + constant;
    let discriminant = s * s / 4.0 + r * r * r / 27.0;
    let spread = discriminant.abs().sqrt();
    let third = |number: f64| libm::exp(libm::log(number) / 3.0);
    let y = if discriminant < 0.0 {
        let radius = third((s * s / 4.0 + discriminant.abs()).sqrt());
        2.0 * radius * libm::cos(libm::atan(-2.0 * spread / s) / 3.0) - k / 3.0
    } else {
        third((-s / 2.0 + spread).abs()) + third((-s / 2.0 - spread).abs()) - k / 3.0
    };
    let (first, second) = ((a * a / 4.0 - b + y).sqrt(), (y * y / 4.0 - d).sqrt());
    let mut least = f64::NAN;
    for (of_first, of_second) in [(1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)] {
        let (half, product) = (a / 2.0 + of_first * first, y / 2.0 + of_second * second);
        let inside = half * half / 4.0 - product;
        // Also where it is not a number.
        if !(inside >= 0.0) {
            continue;
        }
        for x in [-half / 2.0 + inside.sqrt(), -half / 2.0 - inside.sqrt()] {
            let value = x * x * x * x + a * x * x * x + b * x * x + c * x + d;
            if x > 0.0 && value.abs() <= NEAR && !(x > least) {
                least = x;
            }
        }
    }
    // What the cube roots left of rounding.
    let value = (((least + a) * least + b) * least + c) * least + d;
    least - value / (((4.0 * least + 3.0 * a) * least + 2.0 * b) * least + c)
}
