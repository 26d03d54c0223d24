//! Tests that need libraries that the solver does without. They stand in a crate
//! of their own, so that nobody waits for these libraries who only tests the solver.
