import { absoluteZero } from './absolute-zero.js';
import { acWithoutSource } from './ac-without-source.js';
import { afterEnd } from './after-end.js';
import { binaryContent } from './binary-content.js';
import { caretAsPower } from './caret-as-power.js';
import { coarseStep } from './coarse-step.js';
import { conditionalStructure } from './conditional-structure.js';
import { contradictingUnit } from './contradicting-unit.js';
import { controlBlock } from './control-block.js';
import { controlCommand } from './control-command.js';
import { controlOperands } from './control-operands.js';
import { controlStructure } from './control-structure.js';
import { couplingCoefficient } from './coupling-coefficient.js';
import { currentCutset } from './current-cutset.js';
import { cyclicInclude } from './cyclic-include.js';
import { dataStructure } from './data-structure.js';
import { decimalComma } from './decimal-comma.js';
import { directiveInSubcircuit } from './directive-in-subcircuit.js';
import { dollarNode } from './dollar-node.js';
import { doubleSuffix } from './double-suffix.js';
import { duplicateElement } from './duplicate-element.js';
import { duplicateFunction } from './duplicate-function.js';
import { duplicateModel } from './duplicate-model.js';
import { duplicateParameter } from './duplicate-parameter.js';
import { duplicatePort } from './duplicate-port.js';
import { duplicateSubcircuit } from './duplicate-subcircuit.js';
import { emptyNetlist } from './empty-netlist.js';
import { emptyOutput } from './empty-output.js';
import { encryptedBlock } from './encrypted-block.js';
import { encryptedFile } from './encrypted-file.js';
import { endsNameMismatch } from './ends-name-mismatch.js';
import { endsWithoutName } from './ends-without-name.js';
import { equalControls } from './equal-controls.js';
import { expressionSyntax } from './expression-syntax.js';
import { femtoForFarad } from './femto-for-farad.js';
import { floatingBulk } from './floating-bulk.js';
import { floatingCircuit } from './floating-circuit.js';
import { floatingGate } from './floating-gate.js';
import { foreignFile } from './foreign-file.js';
import { functionArguments } from './function-arguments.js';
import { gndNode } from './gnd-node.js';
import { icWithoutUic } from './ic-without-uic.js';
import { inactiveBranch } from './inactive-branch.js';
import { includeFoundElsewhere } from './include-found-elsewhere.js';
import { includeLetterCase } from './include-letter-case.js';
import { includeNameWithBlanks } from './include-name-with-blanks.js';
import { includeNotFound } from './include-not-found.js';
import { includeNotNetlist } from './include-not-netlist.js';
import { includeWithoutName } from './include-without-name.js';
import { inertDirective } from './inert-directive.js';
import { libraryText } from './library-text.js';
import { lineImpedance } from './line-impedance.js';
import { longLine } from './long-line.js';
import { malformedFunction } from './malformed-function.js';
import { malformedModel } from './malformed-model.js';
import { malformedParam } from './malformed-param.js';
import { measureWindow } from './measure-window.js';
import { microSign } from './micro-sign.js';
import { milliForMega } from './milli-for-mega.js';
import { missingOperand } from './missing-operand.js';
import { missingTitle } from './missing-title.js';
import { missingValue } from './missing-value.js';
import { mixedIndentation } from './mixed-indentation.js';
import { modelParameterRange } from './model-parameter-range.js';
import { modelParameterSpelling } from './model-parameter-spelling.js';
import { negativeValue } from './negative-value.js';
import { noDcPath } from './no-dc-path.js';
import { noGround } from './no-ground.js';
import { nonAsciiName } from './non-ascii-name.js';
import { optionGivenTwice } from './option-given-twice.js';
import { optionRange } from './option-range.js';
import { outsideBin } from './outside-bin.js';
import { parallelSources } from './parallel-sources.js';
import { phaseUnit } from './phase-unit.js';
import { portCount } from './port-count.js';
import { pulseEdges } from './pulse-edges.js';
import { pulsePeriod } from './pulse-period.js';
import { pwlTimes } from './pwl-times.js';
import { recursiveSubcircuit } from './recursive-subcircuit.js';
import { repeatedAnalysis } from './repeated-analysis.js';
import { reservedName } from './reserved-name.js';
import { resultWithoutAnalysis } from './result-without-analysis.js';
import { scaleAsPoint } from './scale-as-point.js';
import { selfControlled } from './self-controlled.js';
import { selfCoupling } from './self-coupling.js';
import { shadowedModel } from './shadowed-model.js';
import { shadowedParameter } from './shadowed-parameter.js';
import { shadowedSubcircuit } from './shadowed-subcircuit.js';
import { shortedElement } from './shorted-element.js';
import { shortedSource } from './shorted-source.js';
import { sineFrequency } from './sine-frequency.js';
import { singleConnection } from './single-connection.js';
import { singleTranTime } from './single-tran-time.js';
import { strayCharacter } from './stray-character.js';
import { strayContinuation } from './stray-continuation.js';
import { strayEndl } from './stray-endl.js';
import { strayEnds } from './stray-ends.js';
import { strayEqualsSign } from './stray-equals-sign.js';
import { strayParenthesis } from './stray-parenthesis.js';
import { subcircuitWithoutName } from './subcircuit-without-name.js';
import { suffixApart } from './suffix-apart.js';
import { switchResistance } from './switch-resistance.js';
import { syntaxError } from './syntax-error.js';
import { trailingBlanks } from './trailing-blanks.js';
import { transientPoints } from './transient-points.js';
import { transistorSize } from './transistor-size.js';
import { uicWithoutIc } from './uic-without-ic.js';
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
import { unusedFunction } from './unused-function.js';
import { unusedModel } from './unused-model.js';
import { unusedParameter } from './unused-parameter.js';
import { unusedPort } from './unused-port.js';
import { unusedSubcircuit } from './unused-subcircuit.js';
import { unusedSuppression } from './unused-suppression.js';
import { valueGivenTwice } from './value-given-twice.js';
import { voltageLoop } from './voltage-loop.js';
import { wrongModelType } from './wrong-model-type.js';
import { zeroMultiplier } from './zero-multiplier.js';
import { zeroValue } from './zero-value.js';
import type { Rule } from './rule.js';

/** All rules. A new one is a file of its own and a line here. */
export const RULES: readonly Rule[] = [
  absoluteZero,
  acWithoutSource,
  afterEnd,
  binaryContent,
  caretAsPower,
  coarseStep,
  conditionalStructure,
  contradictingUnit,
  controlBlock,
  controlCommand,
  controlOperands,
  controlStructure,
  couplingCoefficient,
  currentCutset,
  cyclicInclude,
  dataStructure,
  decimalComma,
  directiveInSubcircuit,
  dollarNode,
  doubleSuffix,
  duplicateElement,
  duplicateFunction,
  duplicateModel,
  duplicateParameter,
  duplicatePort,
  duplicateSubcircuit,
  emptyNetlist,
  emptyOutput,
  encryptedBlock,
  encryptedFile,
  endsNameMismatch,
  endsWithoutName,
  equalControls,
  expressionSyntax,
  femtoForFarad,
  floatingBulk,
  floatingCircuit,
  floatingGate,
  foreignFile,
  functionArguments,
  gndNode,
  icWithoutUic,
  inactiveBranch,
  includeFoundElsewhere,
  includeLetterCase,
  includeNameWithBlanks,
  includeNotFound,
  includeNotNetlist,
  includeWithoutName,
  inertDirective,
  libraryText,
  lineImpedance,
  longLine,
  malformedFunction,
  malformedModel,
  malformedParam,
  measureWindow,
  microSign,
  milliForMega,
  missingOperand,
  missingTitle,
  missingValue,
  mixedIndentation,
  modelParameterRange,
  modelParameterSpelling,
  negativeValue,
  noDcPath,
  noGround,
  nonAsciiName,
  optionGivenTwice,
  optionRange,
  outsideBin,
  parallelSources,
  phaseUnit,
  portCount,
  pulseEdges,
  pulsePeriod,
  pwlTimes,
  recursiveSubcircuit,
  repeatedAnalysis,
  reservedName,
  resultWithoutAnalysis,
  scaleAsPoint,
  selfControlled,
  selfCoupling,
  shadowedModel,
  shadowedParameter,
  shadowedSubcircuit,
  shortedElement,
  shortedSource,
  sineFrequency,
  singleConnection,
  singleTranTime,
  strayCharacter,
  strayContinuation,
  strayEndl,
  strayEnds,
  strayEqualsSign,
  strayParenthesis,
  subcircuitWithoutName,
  suffixApart,
  switchResistance,
  syntaxError,
  trailingBlanks,
  transientPoints,
  transistorSize,
  uicWithoutIc,
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
  unusedFunction,
  unusedModel,
  unusedParameter,
  unusedPort,
  unusedSubcircuit,
  unusedSuppression,
  valueGivenTwice,
  voltageLoop,
  wrongModelType,
  zeroMultiplier,
  zeroValue,
];
