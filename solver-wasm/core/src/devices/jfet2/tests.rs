//! The equations by themselves; circuits are compared with ngspice in test/reference.
use super::*;
