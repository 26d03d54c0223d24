import {
  type CstNode, DefaultTokenBuilder, EmptyFileSystem, inject, type LangiumCoreServices, LangiumParserErrorMessageProvider, type LangiumSharedCoreServices,
  type Module, type PartialLangiumCoreServices, type ValueConverter, createDefaultCoreModule, createDefaultSharedCoreModule,
} from 'langium';
import { SpiceGeneratedModule, SpiceGeneratedSharedModule } from '../generated/module.js';
import { SpiceLexer } from './spice-lexer.js';

/** Tokens keep their text: the stock converter would take the quotes off. */
class PlainText implements ValueConverter {
  convert(input: string, _node: CstNode): string {
    return input;
  }
}

/** Chevrotain's errors in the words of a netlist. */
class SpiceParserErrorMessages extends LangiumParserErrorMessageProvider {
  override buildMismatchTokenMessage({ actual }: { actual: { image: string } }): string {
    return unexpected(actual.image);
  }
  override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: { image: string } }): string {
    return unexpected(firstRedundant.image);
  }
  override buildNoViableAltMessage({ actual }: { actual: { image: string }[] }): string {
    return unexpected(actual[0]?.image ?? '');
  }
  override buildEarlyExitMessage({ actual }: { actual: { image: string }[] }): string {
    return unexpected(actual[0]?.image ?? '');
  }
}

/** The message for a token that the grammar does not take where it stands. */
export function unexpected(image: string): string {
  switch (image) {
    case '': return 'The line ends too early.';
    case ')': return 'This ")" closes nothing. Remove it, or add the "(" that it belongs to.';
    case '=': return 'Nothing that can be assigned stands before this "=". Write NAME=VALUE.';
    default: return `"${image.length > 40 ? `${image.slice(0, 40)}…` : image}" cannot stand here.`;
  }
}

/** What of the parser differs from Langium's defaults. */
export const SpiceParserModule: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
  parser: {
    Lexer: (services) => new SpiceLexer(services),
    TokenBuilder: () => new DefaultTokenBuilder(),
    ValueConverter: () => new PlainText(),
    ParserErrorMessageProvider: () => new SpiceParserErrorMessages(),
  },
};

/** The parser's services alone, without documents: what the fallback for malformed cards needs. */
export function createParserServices(): LangiumCoreServices {
  const shared: LangiumSharedCoreServices = inject(createDefaultSharedCoreModule(EmptyFileSystem), SpiceGeneratedSharedModule);
  const services: LangiumCoreServices = inject(createDefaultCoreModule({ shared }), SpiceGeneratedModule, SpiceParserModule);
  shared.ServiceRegistry.register(services);
  return services;
}
