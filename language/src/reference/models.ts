import type { Dialects } from '../dialect/dialect.js';
import { parametersOfModelType } from './devices.js';

/** A type word of `.model` in any dialect. */
export interface ModelTypeFacts {
  /** In lower case. */
  type: string;
  /** The letters of the elements that may name such a model. */
  letters: string;
  /** What it is the model of, as in a sentence: `diode`. */
  name: string;
  /** Absent where all dialects have it. */
  dialects?: Dialects;
  /** Names of its parameters in lower case, where `devices.json` does not have them. */
  parameters: readonly string[];
}

const words = (text: string): readonly string[] => text.split(' ');

const SWITCH = words('ron roff vt vh von voff lser vser ilimit epsilon revepsilon oneway level');
const CURRENT_SWITCH = words('ron roff it ih ion ioff');
const BJT = words(
  'level is ibe ibc bf nf nkf vaf va ikf ik ise c2 ne br nr var vb ikr isc c4 nc rb irb iob rbm re rc rco vo gamma qco quasimod cje vje pe mje me tf xtf vtf itf ptf cjc vjc pc mjc mc xcjc xcjc2 tr cjs ccs csub vjs ps mjs ms xtb eg xti pt kf af fc tnom tref '
  + 'iss ns subs nk cn d isc iss quasimod vg rbnom rco trb1 trb2 trc1 trc2 tre1 tre2 trm1 trm2 tbf1 tbf2 tbr1 tbr2 tvaf1 tvaf2 tvar1 tvar2 titf1 titf2 ttf1 ttf2 ttr1 ttr2 tmje1 tmje2 tmjc1 tmjc2 tns1 tns2 tnf1 tnf2 tnr1 tnr2 tne1 tne2 tnc1 tnc2 tise1 tise2 tisc1 tisc2 tikf1 tikf2 tikr1 tikr2 tirb1 tirb2 tlev tlevc '
  + 'bvbe ibvbe nbvbe bvcbo nbvcbo ibvcbo tbvcbo1 tbvcbo2 vbr mbr bvcb vce_max vbe_max vbc_max ic_max ib_max pd_max te_max rth0 cth0 lmin lmax wmin wmax',
);
const RESISTOR = words('r tc1 tc2 tce dw dlr bv_max lf wf ef kf af');
const CAPACITOR = words('c vc1 vc2 tc1 tc2 del di thick bv_max');
const INDUCTOR = words('l il1 il2 tc1 tc2 csect dia length nt mu');
const JFET = words('level vto vt0 beta betatce vtotc lambda rd rs cgs cgd cgso cgdo pb is isr n nr xti fc b alpha vk kf af tnom eg m bex delta hfeta hfe1 hfe2 hfgam hfg1 hfg2 ibd lfgam lfg1 lfg2 mvst mxi p q rg tcv taud taug vbd ver vst vst xc xi z acgam d hfetae hfgamma');
const MESFET = words('level vto vt0 alpha beta b lambda rg rd rs ri rf is n m vbi pb cgs cgd cds eg xti fc tau trg1 trd1 trs1 betatce vtotc vmax delta gamma q t_rd t_rs af kf tnom');
const MOSFET = words(
  'level vto vt0 vtho vth0 kp gamma phi lambda theta eta kappa kappag delta xj xqc neff nfs nss nsub tpg tox uo u0 ucrit uexp utra vmax rd rs rg rb rds rsh is js jsw jssw n pb pbsw cbd cbs cj cjsw mj mjsw fc cgso cgdo cgbo ld wd l w lmin lmax wmin wmax tnom temp kf af nlev gdsnoi tt xl xw xlref xwref hdif acm calcacm ldif rdc rsc capop version mobmod capmod noimod binunit paramchk nch ngate vsat a0 ags k1 k2 k3 k3b w0 nlx dvt0 dvt1 dvt2 rdsw prwg prwb wr '
  + 'pclm pdiblc1 pdiblc2 pdiblcb drout pscbe1 pscbe2 pvag eta0 etab dsub voff nfactor cit cdsc cdscd cdscb ua ub uc ua1 ub1 uc1 at ute kt1 kt1l kt2 toxe toxp toxm dtox epsrox ndep',
);
const VDMOS = words('vto vth vt0 kp phi lambda mtriode subthres subslope ksubthres bv ibv nbv rd rs rg rds rb cgdmax cgdmin cgs cjo is vj m fc tt a eg xti n vq rq l w kf af nchan pchan tnom rdsmax qs qsat trb1 trb2 trd1 trd2 trg1 trg2 trs1 trs2 texp0 texp1 tcvth tksubthres1 tksubthres2 mu bex rthjc cthj rthca xqc vds ron qg mfg theta');
const IGBT = words('agd area bvf bvn cgs coxd jsne kf kp mun mup nb tau theta vt vtd wb');
const LOSSY_LINE = words('r l g c len rel abs nosteplimit nocontrol lininterp mixedinterp quadinterp compactrel compactabs truncnr truncdontcut steplimit lininterp');
const DIGITAL_ONLY: Dialects = ['pspice', 'xyce'];
const DELAYS = (names: string): readonly string[] => names.split(' ').flatMap((name) => [`${name}mn`, `${name}ty`, `${name}mx`]);

function model(type: string, letters: string, name: string, parameters: readonly string[] = [], dialects?: Dialects): ModelTypeFacts {
  return dialects === undefined ? { type, letters, name, parameters } : { type, letters, name, parameters, dialects };
}

/** The code models that come with ngspice. */
const CODE_MODELS = 'gain summer mult divide limit climit pwl pwlts filesource multi_input_pwl aswitch pswitch zener ilimit hyst d_dt int s_xfer slew lcouple sine square triangle oneshot capacitoric inductoric cmeter lmeter '
  + 'table2d table3d sidiode xfer astate potentiometer delay noise spice2poly nco dac_bridge adc_bridge bidi_bridge d_osc d_pwm d_to_real real_to_v real_delay real_gain v_to_real d_buffer d_inverter d_and d_nand d_or d_nor d_xor d_xnor '
  + 'd_tristate d_pullup d_pulldown d_open_c d_open_e d_lut d_genlut d_dff d_jkff d_tff d_srff d_dlatch d_srlatch d_state d_fdiv d_ram d_source d_process d_cosim';

/** The type words of `.model` of all dialects. Further code models and compiled Verilog-A have types without end, and are not among them. */
export const MODEL_TYPES: readonly ModelTypeFacts[] = [
  model('r', 'r', 'resistor', RESISTOR),
  model('res', 'r', 'resistor', RESISTOR),
  model('c', 'c', 'capacitor', CAPACITOR),
  model('cap', 'c', 'capacitor', CAPACITOR),
  model('l', 'l', 'inductor', INDUCTOR),
  model('ind', 'l', 'inductor', INDUCTOR),
  model('core', 'ka', 'magnetic core', words('level area path gap pack ms a c k alpha gamma m beta bdrop'), ['pspice', 'hspice', 'xyce']),
  model('d', 'd', 'diode', words('tlev tlevc cta ctc ctp tpb tvj tphp jtun jtunsw ntun xtitun keg rth0 cth0 lm lp wm wp xom xoi xm xp level bv0 tbv1 tbv2 tikf trs1 trs2 nbvl ibvl isr nr xti revepsilon epsilon ron roff vfwd vrev rrev ilimit revilimit vp cjsw ib')),
  model('numd', 'd', 'numerical diode', [], ['ngspice']),
  model('npn', 'q', 'bipolar transistor', BJT),
  model('pnp', 'q', 'bipolar transistor', BJT),
  model('lpnp', 'q', 'lateral bipolar transistor', BJT, ['pspice', 'ltspice']),
  model('nbjt', 'q', 'numerical bipolar transistor', [], ['ngspice']),
  model('njf', 'j', 'JFET', JFET),
  model('pjf', 'j', 'JFET', JFET),
  model('nmf', 'zbj', 'MESFET', MESFET),
  model('pmf', 'zj', 'MESFET', MESFET),
  model('gasfet', 'b', 'MESFET', MESFET, ['pspice']),
  model('nhfet', 'z', 'HFET', [], ['ngspice']),
  model('phfet', 'z', 'HFET', [], ['ngspice']),
  model('nigbt', 'z', 'IGBT', IGBT, ['pspice', 'ltspice']),
  model('pigbt', 'z', 'IGBT', IGBT, ['pspice', 'ltspice']),
  model('nmos', 'm', 'MOSFET', MOSFET),
  model('pmos', 'm', 'MOSFET', MOSFET),
  model('vdmos', 'm', 'power MOSFET', VDMOS, ['ltspice', 'ngspice']),
  model('vdmosn', 'm', 'power MOSFET', VDMOS, ['ngspice']),
  model('vdmosp', 'm', 'power MOSFET', VDMOS, ['ngspice']),
  model('numos', 'm', 'numerical MOSFET', [], ['ngspice']),
  model('nsoi', 'm', 'MOSFET on an insulator', [], ['ngspice']),
  model('psoi', 'm', 'MOSFET on an insulator', [], ['ngspice']),
  model('sw', 's', 'voltage-controlled switch', SWITCH),
  model('vswitch', 's', 'voltage-controlled switch', SWITCH, ['pspice', 'ltspice', 'xyce', 'ngspice']),
  model('switch', 'sw', 'switch', words('on off ron roff'), ['xyce']),
  model('csw', 'w', 'current-controlled switch', CURRENT_SWITCH),
  model('iswitch', 'w', 'current-controlled switch', CURRENT_SWITCH, ['pspice', 'ltspice', 'xyce', 'ngspice']),
  model('ltra', 'o', 'lossy line', LOSSY_LINE),
  model('txl', 'y', 'single lossy line', words('r l g c length'), ['ngspice']),
  model('cpl', 'p', 'coupled lines', words('r l g c length'), ['ngspice']),
  model('urc', 'u', 'RC line', words('k fmax rperl cperl isperl rsperl')),
  model('trn', 't', 'transmission line', words('z0 td f nl r l g c len ic'), ['pspice']),
  model('transline', 'oy', 'transmission line', words('r l g c len lumps'), ['xyce']),
  model('w', 'w', 'coupled lines', words('modeltype n lo co ro go rs gd wp'), ['hspice']),
  model('u', 'tu', 'transmission line', words('level plev elev llev dlev z0 delay nl wd ht th ts sp kd nlay rs rho ctot'), ['hspice']),
  model('sp', 's', 'table of a network', words('n fstart fstop spacing matrix data infile'), ['hspice']),
  model('s', 's', 'network', words('n tstonefile citifile fqmodel z0 fbase fmax type'), ['hspice']),
  model('lin', 'y', 'network', words('tsfile tstonefile isc_td_file interpolation'), ['xyce']),
  model('memristor', 'ya', 'memristor', words('level'), ['xyce', 'ngspice']),
  model('pde', 'y', 'device of finite elements', words('level'), ['xyce']),
  model('adc', 'y', 'converter to digital', words('lowervoltagelimit uppervoltagelimit settlingtime r width'), ['xyce']),
  model('dac', 'y', 'converter to analog', words('tr tf'), ['xyce']),
  model('opamp', 'y', 'operational amplifier', words('fbemitter'), ['xyce']),
  model('dig', 'uy', 'digital part', words('vlo vhi vref clo chi cload rload s0rlo s0rhi s0tsw s0vlo s0vhi s1rlo s1rhi s1tsw s1vlo s1vhi rlo rhi delay'), ['xyce']),
  model('uio', 'u', 'inputs and outputs of a digital family', words('inld outld drvh drvl drvz inr tstoremn tpwrt tswhl1 tswlh1 tswhl2 tswlh2 tswhl3 tswlh3 tswhl4 tswlh4 atod1 atod2 atod3 atod4 dtoa1 dtoa2 dtoa3 dtoa4 digpower'), DIGITAL_ONLY),
  model('ugate', 'u', 'timing of gates', DELAYS('tplh tphl'), DIGITAL_ONLY),
  model('utgate', 'u', 'timing of gates with an enable', DELAYS('tplh tphl tplz tphz tpzl tpzh'), DIGITAL_ONLY),
  model('ueff', 'u', 'timing of flip-flops', DELAYS('tppcqlh tppcqhl twpcl tpclkqlh tpclkqhl twclkl twclkh tsudclk tsupcclkh thdclk tsuceclk thceclk'), DIGITAL_ONLY),
  model('ugff', 'u', 'timing of latches', DELAYS('tppcqlh tppcqhl twpcl tpgqlh tpgqhl tpdqlh tpdqhl twghl twgh tsudg tsupcgh thdg'), DIGITAL_ONLY),
  model('uwdth', 'u', 'check of pulse widths', DELAYS('twclkl twclkh twpcl'), DIGITAL_ONLY),
  model('usuhd', 'u', 'check of setup and hold', DELAYS('tsudclk thdclk tsupcclkh'), DIGITAL_ONLY),
  model('udly', 'u', 'timing of a delay', DELAYS('dly'), DIGITAL_ONLY),
  model('upld', 'u', 'timing of an array', words('offset compoffset inscale outscale').concat(DELAYS('tplh tphl')), DIGITAL_ONLY),
  model('urom', 'u', 'timing of a read-only memory', DELAYS('tpadh tpadl tpedh tpedl tpedhz tpedlz'), DIGITAL_ONLY),
  model('uram', 'u', 'timing of a memory', DELAYS('tpadh tpadl tperdh tperdl tsudew tsuaew twewh twewl thdew thaew thdewl'), DIGITAL_ONLY),
  model('uadc', 'u', 'timing of a converter', DELAYS('tpcs tpsd tpds'), DIGITAL_ONLY),
  model('udac', 'u', 'timing of a converter', DELAYS('tsw'), DIGITAL_ONLY),
  model('ubtg', 'u', 'timing of a transfer gate', [], DIGITAL_ONLY),
  model('dinput', 'n', 'digital input', words('file format timestep clo chi sxname').concat(Array.from({ length: 20 }, (_, i) => [`s${i}name`, `s${i}tsw`, `s${i}rlo`, `s${i}rhi`, `s${i}vlo`, `s${i}vhi`]).flat()), DIGITAL_ONLY),
  model('doutput', 'o', 'digital output', words('file format timestep timescale chgonly rload cload sxname').concat(Array.from({ length: 20 }, (_, i) => [`s${i}name`, `s${i}vlo`, `s${i}vhi`]).flat()), DIGITAL_ONLY),
  ...CODE_MODELS.split(' ').map((type) => model(type, 'a', 'code model', [], ['ngspice'])),
  model('amp', '', 'operational amplifier', [], ['hspice']),
  model('opt', '', 'optimization', [], ['hspice']),
  model('plot', '', 'plot', [], ['hspice']),
];

const byType = new Map(MODEL_TYPES.map((facts) => [facts.type, facts]));

/** The facts of a type word (lower case). */
export function findModelType(type: string): ModelTypeFacts | undefined {
  return byType.get(type);
}

/** The type words of models that the element of a letter may name. */
export function modelTypesOf(letter: string): string[] {
  return MODEL_TYPES.filter((facts) => facts.letters.includes(letter)).map((facts) => facts.type);
}

/** The temperatures that every model may have in PSpice, and in LTspice after it. */
const TEMPERATURES = words('t_abs t_measured t_rel_global t_rel_local');

/** The names of all parameters of a type, aliases included, in lower case. */
export function modelParameterNames(type: string): ReadonlySet<string> {
  let names = parameterNames.get(type);
  if (names === undefined) {
    const facts = byType.get(type);
    names = new Set(facts === undefined ? [] : [...TEMPERATURES, ...facts.parameters]);
    for (const parameter of parametersOfModelType(type) ?? []) for (const name of [parameter.name, ...parameter.aliases]) names.add(name);
    parameterNames.set(type, names);
  }
  return names;
}

const parameterNames = new Map<string, Set<string>>();

/** A special function that LTspice's `A` devices name in the place of a model. */
export interface FunctionBlockFacts {
  /** In lower case. */
  name: string;
  meaning: string;
}

const block = (name: string, meaning: string): FunctionBlockFacts => ({ name, meaning });

/** LTspice's special functions. There are more: each set of its libraries brings new ones. */
export const FUNCTION_BLOCKS: readonly FunctionBlockFacts[] = [
  block('inv', 'An inverter.'), block('buf', 'A buffer.'), block('buf1', 'A buffer.'), block('and', 'An AND gate.'), block('or', 'An OR gate.'), block('xor', 'An exclusive OR gate.'),
  block('schmitt', 'A Schmitt trigger.'), block('schmtbuf', 'A Schmitt trigger.'), block('schmtinv', 'An inverting Schmitt trigger.'),
  block('diffschmitt', 'A Schmitt trigger with two inputs.'), block('diffschmtbuf', 'A Schmitt trigger with two inputs.'), block('diffschmtinv', 'An inverting Schmitt trigger with two inputs.'),
  block('dflop', 'A flip-flop.'), block('dflopclk', 'A flip-flop.'), block('srflop', 'A flip-flop that is set and reset.'), block('phidet', 'A phase detector.'), block('phasedet', 'A phase detector.'),
  block('counter', 'A counter that divides a frequency.'), block('samplehold', 'A sample and hold.'), block('modulate', 'An oscillator that a voltage controls.'), block('modulator', 'An oscillator that a voltage controls.'),
  block('modulator2', 'An oscillator with two outputs that a voltage controls.'), block('varistor', 'A varistor.'), block('ota', 'A transconductance amplifier.'), block('delay', 'A delay.'),
  block('extosc', 'An oscillator.'), block('serflop', 'A flip-flop.'), block('switchyard', 'A set of switches.'), block('andtd', 'An AND gate with a delay.'),
];

const blocks = new Map(FUNCTION_BLOCKS.map((facts) => [facts.name, facts]));

/** A special function by its name in either case. */
export function findFunctionBlock(name: string): FunctionBlockFacts | undefined {
  return blocks.get(name.toLowerCase());
}

let allParameters: Set<string> | undefined;

/** Whether any model has a parameter of this name in any case. */
export function isModelParameter(name: string): boolean {
  allParameters ??= new Set(MODEL_TYPES.flatMap((facts) => [...modelParameterNames(facts.type)]));
  return allParameters.has(name.toLowerCase());
}
