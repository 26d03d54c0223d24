import type { DialectName } from '../dialect/dialect.js';

/** Options by their names, the dialects that have them, what Nodal does with them, and what they are for. */
type Group = readonly [names: string, dialects: readonly DialectName[], effect: 'inert' | 'informs', meaning: string];

const L: readonly DialectName[] = ['ltspice'], P: readonly DialectName[] = ['pspice'], H: readonly DialectName[] = ['hspice'];

/** What LTspice, PSpice and HSPICE have besides the options of ngspice. A name that two of them have stands once. */
export const FURTHER_OPTIONS: readonly Group[] = [
  ['plotwinsize plotreltol plotvntol plotabstol', L, 'informs', 'LTspice’s compression of results.'],
  ['baudrate delay', L, 'informs', 'Eye diagram of the viewer.'],
  ['meascplxfmt nomarch debugtran flagloads', L, 'informs', 'How LTspice lists and plots.'],
  ['reject_number_tails', L, 'informs', 'Takes letters behind a number for an error.'],
  ['fastaccess', L, 'informs', 'Order of the results in the file.'],
  ['cshuntintern', L, 'inert', 'Capacitance from every inner node of a device to ground.'],
  ['mindeltagmin', L, 'inert', 'Least step of gmin stepping.'],
  ['minclocks maxclocks startclocks sstol', L, 'inert', 'How a steady state is found.'],
  ['ptrantau ptranmax', L, 'inert', 'Pseudo-transient search for the operating point.'],
  ['srcstepmethod topologycheck', L, 'inert', 'How the operating point is sought.'],

  ['digdrvf digdrvz digerrdefault digerrlimit digfreq diginitstate digiolvl digmntymx digmntyscale digovrdrv digtymxscale', P, 'inert', 'Digital simulation.'],
  ['distribution', P, 'inert', 'Distribution of tolerances.'],
  ['stepgmin nostepsrc nostepdep brkdepsrc gminsrc advconv pseudotran ptranstep preorder skiptopo tranconv', P, 'inert', 'How the operating point is sought.'],
  ['dmfactor minsimpts', P, 'inert', 'Shortest time step.'],
  ['expand library nobias noecho nooutmsg noprbmsg nosubckt', P, 'informs', 'What PSpice lists.'],
  ['noreuse noictranslate', P, 'inert', 'What becomes of conditions and stored states.'],
  ['solver threads wchi limit wcdeviation', P, 'inert', 'A setting of PSpice.'],

  ['post probe ingold brief psf sda zuken csdf artist artist2 nxx postlvl posttop post_version', H, 'informs', 'Files and listings.'],
  ['measform measout measfail measfile putmeas mcbrief acout unwrap fftout numf optlst optcon statfl verify warnlimit nowarn lennam pathnum badchr dlencsdf vamodel noelck notop alt999 alt9999 altcc altchk cmiflag cmipath strict_check', H, 'informs', 'What HSPICE lists and checks.'],
  ['accurate runlvl fast lvltim dvdt dvtr slopetol ft fs rmax rmin delmax imax imin itlptran bypass bytol mbypass absq relq absv relv absi reli absvdc relvdc absvar relvar absh relh absmos relmos newtol timeres trcon mu wacc fmax vfloor purgetp', H, 'inert', 'Accuracy and step control of HSPICE.'],
  ['dcon converge dcstep dcfor dchold dctran gmindc gmax gramp gdcpath icsweep resmin epsmin expmax limtim off di dv cshdc diagnostic kcltest maxamp', H, 'inert', 'How the operating point is sought.'],
  ['dcap dccap captab co modsrh modmonte montecon sampling_method replicates random_generator', H, 'inert', 'A setting of HSPICE’s devices and samples.'],
  ['scalm wl hier_scale hier_delim aspec defnrd defnrs defpd defps defsa defsb defsd xdtemp geoshrink', H, 'inert', 'How HSPICE reads sizes and parameters.'],
  ['spice h9007 search symb pivot pivref nopiv itlpz pzabs pztol ritol cscal fscal gscal klim mtthresh risetime sim_la sim_accuracy sim_osc sim_rad la_freq la_maxr la_minc', H, 'inert', 'A setting of HSPICE.'],
];
