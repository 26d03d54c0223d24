import type { DialectName } from '../dialect/dialect.js';

/** A simulator that comes with libraries of its own, which a netlist names by their base name. */
interface OwnLibraries {
  simulator: string;
  /** Names that are met in any dialect. */
  anywhere: RegExp;
  /** Names that mean the simulator's own file in a netlist of its dialect only. */
  inDialect: { dialect: DialectName; names: RegExp };
}

const OWN_LIBRARIES: readonly OwnLibraries[] = [
  {
    simulator: 'LTspice',
    anywhere: /^(?:standard\.(?:bjt|dio|mos|jft|cap|ind|res|bead|mag)|ltc\d*\.lib|universalopamps?\d*\.(?:sub|lib))$/i,
    inDialect: { dialect: 'ltspice', names: /^(?:opamp|levelopamp|(?:lt|ltc|ltm|ltz|rh|ad|ada|adg|adm|adp|adr|adl|adum|adhv|max|hmc|ref|ssm|op|ot)\d+[\w-]*)\.(?:sub|lib)$/i },
  },
  { simulator: 'PSpice', anywhere: /^nom\.lib$/i, inDialect: { dialect: 'pspice', names: /^(?:eval|breakout|analog|diode|bipolar|jbipolar|opamp|linear|pwrmos|swit_rav|74(?:ac|act|als|as|f|h|hc|hct|l|ls|s)?|cd4000|dig_io)\.lib$/i } },
];

/** The simulator whose own library a file name means. */
export function ownerOfLibrary(baseName: string, dialect: DialectName): string | undefined {
  return OWN_LIBRARIES.find(({ anywhere, inDialect }) => anywhere.test(baseName) || (inDialect.dialect === dialect && inDialect.names.test(baseName)))?.simulator;
}
