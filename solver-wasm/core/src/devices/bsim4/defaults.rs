//! What a BSIM4 model's parameters are where its card does not say it.
//!
//! Source: BSIM4.8.0 MOSFET Model User's Manual, 2013, appendix A; where the manual
//! leaves it open, what ngspice 39 does.

use super::binned::{Binned, BINNED};
use super::plain::{Plain, PLAIN};
use super::rows::{follow, numbers, order};
use crate::devices::Given;
use std::sync::OnceLock;

/// Permittivity of vacuum in F/m, as BSIM4 has it.
pub const VACUUM: f64 = 8.85418e-12;
const PI: f64 = 3.141592654;

/// A model card with all its numbers.
pub struct Card {
    pub plain: Plain,
    pub binned: Binned,
    /// What the card itself says.
    pub said: Said,
    /// 1 for NMOS, −1 for PMOS.
    pub sign: f64,
}

/// Whether a card gives a parameter, where that matters.
#[derive(Debug, Clone, Copy)]
pub struct Said {
    pub vth0: bool,
    pub vfb: bool,
    pub k1: bool,
    pub k2: bool,
    pub ndep: bool,
    pub nsub: bool,
    pub gamma1: bool,
    pub gamma2: bool,
    pub vbx: bool,
    pub phig: bool,
    pub lambda: bool,
    pub vtl: bool,
    pub pigcd: bool,
    pub cgso: bool,
    pub cgdo: bool,
    pub cgbo: bool,
    pub dlc: bool,
    pub toxp: bool,
    pub toxe: bool,
    pub eot: bool,
    /// How many resistances of the substrate `rbodymod=2` has: 1, 3 or 5.
    pub body: u8,
}

fn fill(number: &mut f64, nmos: bool, of_nmos: f64, of_pmos: f64) {
    follow(number, if nmos { of_nmos } else { of_pmos });
}

/// Of the network of `rbodymod=2` those resistances are there whose numbers the card gives.
fn resistances(plain: &Plain) -> u8 {
    let said = |number: f64| !number.is_nan();
    if !said(plain.rbps0) || !said(plain.rbpd0) {
        1
    } else if (said(plain.rbsbx0) || said(plain.rbsby0)) && (said(plain.rbdbx0) || said(plain.rbdby0)) {
        5
    } else {
        3
    }
}

impl Card {
    /// Reads a card; `tnom` is the option's, in degrees Celsius.
    pub fn read(model: &Given, sign: f64, tnom: f64) -> Card {
        static ORDER: OnceLock<[Vec<u16>; 2]> = OnceLock::new();
        let [of_plain, of_binned] = ORDER.get_or_init(|| [order(PLAIN), order(BINNED)]);
        let mut card = Card::of(
            Plain::read(&numbers(model, PLAIN, of_plain)),
            Binned::read(&numbers(model, BINNED, of_binned)),
            sign,
        );
        follow(&mut card.plain.tnom, tnom);
        card.plain.settle();
        card.fill_plain();
        card.fill_binned();
        card.binned.settle();
        card.fill_from_others();
        card
    }

    fn of(plain: Plain, binned: Binned, sign: f64) -> Card {
        let given = |numbers: [f64; 4]| !numbers[0].is_nan();
        let said = Said {
            vth0: given(binned.vth0),
            vfb: given(binned.vfb),
            k1: given(binned.k1),
            k2: given(binned.k2),
            ndep: given(binned.ndep),
            nsub: given(binned.nsub),
            gamma1: given(binned.gamma1),
            gamma2: given(binned.gamma2),
            vbx: given(binned.vbx),
            phig: !plain.phig.is_nan(),
            lambda: given(binned.lambda),
            vtl: given(binned.vtl),
            pigcd: given(binned.pigcd),
            cgso: !plain.cgso.is_nan(),
            cgdo: !plain.cgdo.is_nan(),
            cgbo: !plain.cgbo.is_nan(),
            dlc: !plain.dlc.is_nan(),
            toxp: !plain.toxp.is_nan(),
            toxe: !plain.toxe.is_nan(),
            eot: !plain.eot.is_nan(),
            body: resistances(&plain),
        };
        Card { plain, binned, said, sign }
    }

    fn fill_plain(&mut self) {
        let nmos = self.sign > 0.0;
        let p = &mut self.plain;
        fill(&mut p.vddeot, nmos, 1.5, -1.5);
        fill(&mut p.noia, nmos, 6.25e41, 6.188e40);
        fill(&mut p.noib, nmos, 3.125e26, 1.5e25);
        for (number, other) in [
            (&mut p.llc, p.ll),
            (&mut p.lwc, p.lw),
            (&mut p.lwlc, p.lwl),
            (&mut p.wlc, p.wl),
            (&mut p.wwc, p.ww),
            (&mut p.wwlc, p.wwl),
            (&mut p.dwc, p.wint),
            (&mut p.dlc, p.lint),
            (&mut p.dlcig, p.lint),
            (&mut p.dmci, p.dmcg),
            (&mut p.pbswgs, p.pbsws),
            (&mut p.mjswgs, p.mjsws),
            (&mut p.cjswgs, p.cjsws),
        ] {
            follow(number, other);
        }
        for (number, other) in [
            (&mut p.dlcigd, p.dlcig),
            (&mut p.dwj, p.dwc),
            (&mut p.jsd, p.jss),
            (&mut p.jswd, p.jsws),
            (&mut p.jswgd, p.jswgs),
            (&mut p.njd, p.njs),
            (&mut p.xtid, p.xtis),
            (&mut p.ijthdfwd, p.ijthsfwd),
            (&mut p.ijthdrev, p.ijthsrev),
            (&mut p.bvd, p.bvs),
            (&mut p.xjbvd, p.xjbvs),
            (&mut p.pbd, p.pbs),
            (&mut p.mjd, p.mjs),
            (&mut p.cjd, p.cjs),
            (&mut p.pbswd, p.pbsws),
            (&mut p.mjswd, p.mjsws),
            (&mut p.cjswd, p.cjsws),
            (&mut p.pbswgd, p.pbswgs),
            (&mut p.mjswgd, p.mjswgs),
            (&mut p.cjswgd, p.cjswgs),
            (&mut p.jtsd, p.jtss),
            (&mut p.jtsswd, p.jtssws),
            (&mut p.jtsswgd, p.jtsswgs),
            (&mut p.njtsd, p.njts),
            (&mut p.njtsswd, p.njtssw),
            (&mut p.njtsswgd, p.njtsswg),
            (&mut p.xtsd, p.xtss),
            (&mut p.xtsswd, p.xtssws),
            (&mut p.xtsswgd, p.xtsswgs),
            (&mut p.tnjtsd, p.tnjts),
            (&mut p.tnjtsswd, p.tnjtssw),
            (&mut p.tnjtsswgd, p.tnjtsswg),
            (&mut p.vtsd, p.vtss),
            (&mut p.vtsswd, p.vtssws),
            (&mut p.vtsswgd, p.vtsswgs),
        ] {
            follow(number, other);
        }
    }

    /// Numbers that take another's place where neither they nor their defaults are given.
    fn fill_binned(&mut self) {
        let nmos = self.sign > 0.0;
        let mobility = self.plain.mobmod;
        let b = &mut self.binned;
        for (number, of_nmos, of_pmos) in [
            (&mut b.eu, 1.67, 1.0),
            (&mut b.ucs, 1.67, 1.0),
            (&mut b.u0, 0.067, 0.025),
            (&mut b.aigc, 1.36e-2, 9.8e-3),
            (&mut b.bigc, 1.71e-3, 7.59e-4),
            (&mut b.cigc, 0.075, 0.03),
        ] {
            fill(&mut number[0], nmos, of_nmos, of_pmos);
        }
        for (number, of_usual, of_law, law) in
            [(&mut b.ua, 1e-9, 1e-15, 2.0), (&mut b.uc, -0.0465e-9, -0.0465, 1.0), (&mut b.uc1, -0.056e-9, -0.056, 1.0)]
        {
            follow(&mut number[0], if mobility == law { of_law } else { of_usual });
        }
        // One number for both edges wins over their own.
        for (both, source, drain, of_nmos, of_pmos) in [
            (&mut b.aigsd, &mut b.aigs, &mut b.aigd, 1.36e-2, 9.8e-3),
            (&mut b.bigsd, &mut b.bigs, &mut b.bigd, 1.71e-3, 7.59e-4),
            (&mut b.cigsd, &mut b.cigs, &mut b.cigd, 0.075, 0.03),
        ] {
            let own = both[0].is_nan() && !(source[0].is_nan() && drain[0].is_nan());
            fill(&mut both[0], nmos, of_nmos, of_pmos);
            if own {
                fill(&mut source[0], nmos, of_nmos, of_pmos);
                fill(&mut drain[0], nmos, of_nmos, of_pmos);
            } else {
                *source = *both;
                *drain = *both;
            }
        }
        for (number, other) in [
            (&mut b.agisl, b.agidl),
            (&mut b.bgisl, b.bgidl),
            (&mut b.cgisl, b.cgidl),
            (&mut b.egisl, b.egidl),
            (&mut b.rgisl, b.rgidl),
            (&mut b.kgisl, b.kgidl),
            (&mut b.fgisl, b.fgidl),
        ] {
            for place in 0..4 {
                follow(&mut number[place], other[place]);
            }
        }
    }

    /// Numbers that take the place of one whose default is a number, or follow from it.
    fn fill_from_others(&mut self) {
        let b = &mut self.binned;
        for (number, other) in [
            (&mut b.agisl, b.agidl),
            (&mut b.bgisl, b.bgidl),
            (&mut b.cgisl, b.cgidl),
            (&mut b.egisl, b.egidl),
            (&mut b.rgisl, b.rgidl),
            (&mut b.kgisl, b.kgidl),
            (&mut b.fgisl, b.fgidl),
            (&mut b.dsub, b.drout),
            (&mut b.ckappad, b.ckappas),
        ] {
            follow(&mut number[0], other[0]);
        }
        let unknown = [if self.sign > 0.0 { 0.7 } else { -0.7 }, -1.0];
        follow(&mut b.vth0[0], unknown[0]);
        follow(&mut b.vfb[0], unknown[1]);
        // The fringe is that of the card's own toxe, even where toxp gives another one; with
        // other materials there is none, as in ngspice.
        let silicon = self.plain.mtrlmod == 0.0;
        let fringe = 2.0 * self.plain.epsrox * VACUUM / PI * libm::log(1.0 + 0.4e-6 / self.plain.toxe);
        follow(&mut b.cf[0], if silicon { fringe } else { 0.0 });
        self.thicknesses();
    }

    /// Which of the oxide's thicknesses follow from the others.
    fn thicknesses(&mut self) {
        let (said, p) = (self.said, &mut self.plain);
        let drawn = p.toxe;
        let relative = p.epsrox / 3.9;
        if p.mtrlmod == 0.0 {
            if said.toxe && !said.toxp {
                p.toxp = p.toxe - p.dtox;
            } else if !said.toxe && said.toxp {
                p.toxe = p.toxp + p.dtox;
                follow(&mut p.toxm, p.toxe);
            }
        } else if p.mtrlcompatmod != 0.0 {
            if said.eot && !said.toxp {
                p.toxp = relative * p.eot - p.dtox;
            } else if !said.eot && said.toxp {
                p.eot = (p.toxp + p.dtox) / relative;
                follow(&mut p.toxm, p.eot);
            }
        }
        follow(&mut p.toxp, drawn);
        follow(&mut p.toxm, drawn);
    }
}
