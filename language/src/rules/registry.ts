import { afterEnd } from './after-end.js';
import { binaryContent } from './binary-content.js';
import { conditionalStructure } from './conditional-structure.js';
import { controlBlock } from './control-block.js';
import { controlCommand } from './control-command.js';
import { controlOperands } from './control-operands.js';
import { controlStructure } from './control-structure.js';
import { currentCutset } from './current-cutset.js';
import { cyclicInclude } from './cyclic-include.js';
import { dataStructure } from './data-structure.js';
import { directiveInSubcircuit } from './directive-in-subcircuit.js';
import { dollarNode } from './dollar-node.js';
import { duplicateElement } from './duplicate-element.js';
import { duplicateFunction } from './duplicate-function.js';
import { duplicateModel } from './duplicate-model.js';
import { duplicateParameter } from './duplicate-parameter.js';
import { duplicatePort } from './duplicate-port.js';
import { duplicateSubcircuit } from './duplicate-subcircuit.js';
import { emptyNetlist } from './empty-netlist.js';
import { encryptedBlock } from './encrypted-block.js';
import { encryptedFile } from './encrypted-file.js';
import { endsNameMismatch } from './ends-name-mismatch.js';
import { equalControls } from './equal-controls.js';
import { expressionSyntax } from './expression-syntax.js';
import { floatingBulk } from './floating-bulk.js';
import { floatingCircuit } from './floating-circuit.js';
import { floatingGate } from './floating-gate.js';
import { foreignFile } from './foreign-file.js';
import { functionArguments } from './function-arguments.js';
import { inactiveBranch } from './inactive-branch.js';
import { includeFoundElsewhere } from './include-found-elsewhere.js';
import { includeLetterCase } from './include-letter-case.js';
import { includeNameWithBlanks } from './include-name-with-blanks.js';
import { includeNotFound } from './include-not-found.js';
import { includeNotNetlist } from './include-not-netlist.js';
import { includeWithoutName } from './include-without-name.js';
import { inertDirective } from './inert-directive.js';
import { libraryText } from './library-text.js';
import { malformedFunction } from './malformed-function.js';
import { malformedModel } from './malformed-model.js';
import { malformedParam } from './malformed-param.js';
import { microSign } from './micro-sign.js';
import { missingOperand } from './missing-operand.js';
import { missingTitle } from './missing-title.js';
import { missingValue } from './missing-value.js';
import { noDcPath } from './no-dc-path.js';
import { noGround } from './no-ground.js';
import { parallelSources } from './parallel-sources.js';
import { portCount } from './port-count.js';
import { recursiveSubcircuit } from './recursive-subcircuit.js';
import { selfControlled } from './self-controlled.js';
import { selfCoupling } from './self-coupling.js';
import { shortedElement } from './shorted-element.js';
import { shortedSource } from './shorted-source.js';
import { singleConnection } from './single-connection.js';
import { strayCharacter } from './stray-character.js';
import { strayContinuation } from './stray-continuation.js';
import { strayEndl } from './stray-endl.js';
import { strayEnds } from './stray-ends.js';
import { strayEqualsSign } from './stray-equals-sign.js';
import { strayParenthesis } from './stray-parenthesis.js';
import { subcircuitWithoutName } from './subcircuit-without-name.js';
import { syntaxError } from './syntax-error.js';
import { unclosedBlock } from './unclosed-block.js';
import { unclosedBrace } from './unclosed-brace.js';
import { unclosedControl } from './unclosed-control.js';
import { unclosedParenthesis } from './unclosed-parenthesis.js';
import { unclosedQuote } from './unclosed-quote.js';
import { unclosedSection } from './unclosed-section.js';
import { unclosedSubcircuit } from './unclosed-subcircuit.js';
import { undecidedCondition } from './undecided-condition.js';
import { unknownCard } from './unknown-card.js';
import { unknownDialect } from './unknown-dialect.js';
import { unknownDirective } from './unknown-directive.js';
import { unknownElementName } from './unknown-element-name.js';
import { unknownFunction } from './unknown-function.js';
import { unknownModel } from './unknown-model.js';
import { unknownParameter } from './unknown-parameter.js';
import { unknownProbe } from './unknown-probe.js';
import { unknownSection } from './unknown-section.js';
import { unknownSubcircuit } from './unknown-subcircuit.js';
import { unknownSuppression } from './unknown-suppression.js';
import { unsupportedElement } from './unsupported-element.js';
import { unsupportedLibrary } from './unsupported-library.js';
import { unsupportedVariant } from './unsupported-variant.js';
import { unusedSuppression } from './unused-suppression.js';
import { voltageLoop } from './voltage-loop.js';
import { wrongModelType } from './wrong-model-type.js';
import type { Rule } from './rule.js';

/** All rules. A new one is a file of its own and a line here. */
export const RULES: readonly Rule[] = [
  afterEnd,
  binaryContent,
  conditionalStructure,
  controlBlock,
  controlCommand,
  controlOperands,
  controlStructure,
  currentCutset,
  cyclicInclude,
  dataStructure,
  directiveInSubcircuit,
  dollarNode,
  duplicateElement,
  duplicateFunction,
  duplicateModel,
  duplicateParameter,
  duplicatePort,
  duplicateSubcircuit,
  emptyNetlist,
  encryptedBlock,
  encryptedFile,
  endsNameMismatch,
  equalControls,
  expressionSyntax,
  floatingBulk,
  floatingCircuit,
  floatingGate,
  foreignFile,
  functionArguments,
  inactiveBranch,
  includeFoundElsewhere,
  includeLetterCase,
  includeNameWithBlanks,
  includeNotFound,
  includeNotNetlist,
  includeWithoutName,
  inertDirective,
  libraryText,
  malformedFunction,
  malformedModel,
  malformedParam,
  microSign,
  missingOperand,
  missingTitle,
  missingValue,
  noDcPath,
  noGround,
  parallelSources,
  portCount,
  recursiveSubcircuit,
  selfControlled,
  selfCoupling,
  shortedElement,
  shortedSource,
  singleConnection,
  strayCharacter,
  strayContinuation,
  strayEndl,
  strayEnds,
  strayEqualsSign,
  strayParenthesis,
  subcircuitWithoutName,
  syntaxError,
  unclosedBlock,
  unclosedBrace,
  unclosedControl,
  unclosedParenthesis,
  unclosedQuote,
  unclosedSection,
  unclosedSubcircuit,
  undecidedCondition,
  unknownCard,
  unknownDialect,
  unknownDirective,
  unknownElementName,
  unknownFunction,
  unknownModel,
  unknownParameter,
  unknownProbe,
  unknownSection,
  unknownSubcircuit,
  unknownSuppression,
  unsupportedElement,
  unsupportedLibrary,
  unsupportedVariant,
  unusedSuppression,
  voltageLoop,
  wrongModelType,
];
