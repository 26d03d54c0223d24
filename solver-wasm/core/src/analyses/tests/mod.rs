//! The analyses against closed forms and against numbers of ngspice 39.

mod convergence;
mod device_tables;
mod events;
mod frequency;
mod names;
mod sensitivities;
mod sessions;
mod small_signals;
mod switches;
mod static_points;
mod steps;
mod transient;
