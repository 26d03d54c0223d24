/** What an operand of an element card is. */
export type OperandRole =
  /** A node that a pin is connected to. */
  | 'node'
  /** A node whose voltage controls a source; no current flows. */
  | 'control-node'
  /** The name of a `.model`. */
  | 'model'
  /** The name of a subcircuit. */
  | 'subcircuit'
  /** The name of an element: an inductor of a coupling, a controlling source. */
  | 'element'
  /** A number or an expression. */
  | 'value'
  /** `dc`, `ac`, `off`, `params:` … */
  | 'keyword'
  /** `sin(…)`, `poly(2)` … */
  | 'waveform'
  /** `name=value`, and a further value of it: the `2` of `ic=1,2`. */
  | 'parameter';

const ROLES: readonly OperandRole[] = ['node', 'control-node', 'model', 'subcircuit', 'element', 'value', 'keyword', 'waveform', 'parameter'];
const NUMBERS = Object.fromEntries(ROLES.map((role, number) => [role, number])) as Record<OperandRole, number>;

/** Layouts of longer cards, and more layouts than real netlists have, are not shared: they would stay for ever. */
const LONGEST_SHARED = 48;
const MOST_SHARED = 20_000;
let shared = 0;

/** The places of a card's operands by what they are. */
interface Places {
  nodes: readonly number[];
  elements: readonly number[];
  values: readonly number[];
  waveforms: readonly number[];
  parameters: readonly number[];
  keywords: readonly number[];
}

/**
 * The roles of a card's operands in order. A netlist has few different ones, so
 * all cards of one layout share it: `r1 a b 1k` costs its card nothing but a
 * reference. Layouts form a tree, in which each operand is one step.
 */
export class CardLayout {
  private next: (CardLayout | undefined)[] | undefined;
  private ownPlaces: Places | undefined;
  private ownRoles: readonly OperandRole[] | undefined;
  /** Place of the model's name, or -1. */
  readonly model: number;
  /** Place of the subcircuit's name, or -1. */
  readonly subcircuit: number;

  private constructor(
    readonly before: CardLayout | undefined,
    readonly length: number,
    readonly role: OperandRole | undefined,
    readonly pin: number,
    /** How many operands are nodes, control nodes included. */
    readonly nodeCount: number,
    /** Whether a keyword, waveform or parameter says more than the places do. */
    readonly special: boolean,
  ) {
    this.model = role === 'model' ? length - 1 : before?.model ?? -1;
    this.subcircuit = role === 'subcircuit' ? length - 1 : before?.subcircuit ?? -1;
  }

  static root(): CardLayout {
    return new CardLayout(undefined, 0, undefined, -1, 0, false);
  }

  /** The layout with one operand more. `pin` is the number of a node's pin, or -1. */
  with(role: OperandRole, pin: number): CardLayout {
    const key = NUMBERS[role] + ROLES.length * (pin + 1);
    const known = this.next?.[key];
    if (known !== undefined) return known;
    const node = role === 'node' || role === 'control-node';
    const made = new CardLayout(this, this.length + 1, role, pin, this.nodeCount + (node ? 1 : 0), this.special || role === 'keyword' || role === 'waveform' || role === 'parameter');
    if (this.length < LONGEST_SHARED && shared < MOST_SHARED) {
      shared++;
      (this.next ??= [])[key] = made;
    }
    return made;
  }

  /** The role of each operand. */
  get roles(): readonly OperandRole[] {
    return (this.ownRoles ??= stepsTo(this).map(({ role }) => role!));
  }

  /** The number of the pin of each operand, -1 for what has none. */
  pins(): number[] {
    return stepsTo(this).map(({ pin }) => pin);
  }

  get places(): Places {
    return (this.ownPlaces ??= this.computePlaces());
  }

  private computePlaces(): Places {
    const of = (...wanted: OperandRole[]) => this.roles.flatMap((role, place) => (wanted.includes(role) ? [place] : []));
    return { nodes: of('node', 'control-node'), elements: of('element'), values: of('value'), waveforms: of('waveform'), parameters: of('parameter'), keywords: of('keyword') };
  }
}

/** The layouts from the first operand on. */
function stepsTo(layout: CardLayout): CardLayout[] {
  const steps: CardLayout[] = [];
  for (let at: CardLayout | undefined = layout; at?.role !== undefined; at = at.before) steps.push(at);
  return steps.reverse();
}
