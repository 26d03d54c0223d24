// A committed entry, so that the package resolves before the solver is built;
// importing it then fails with the name of the missing file.
export * from './pkg/nodal_solver_wasm.js';
