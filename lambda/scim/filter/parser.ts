import { invalidFilter } from '../error.ts';
import type { AttributeDefinition, ResourceModel } from '../schema/definition.ts';
import { type AttributeRef, attributeName } from '../schema/resolve.ts';
import type { Filter } from './ast.ts';
import { comparison, operatorOf } from './comparison.ts';
import { combine } from './conjuncts.ts';
import { Lexer, quote, type Token } from './lexer.ts';
import { elementScope, resourceScope, type Scope } from './scope.ts';

/** The longest filter, in UTF-16 units. */
export const MAX_LENGTH = 16_384;
/** How deep parentheses and brackets may be nested, and so how deep any recursion over a filter goes. */
export const MAX_DEPTH = 50;
/** The most comparisons, which bounds what the evaluation on one resource costs. */
export const MAX_COMPARISONS = 128;

/**
 * The filter that `text` is, for resources of `model` (RFC 7644 §3.4.2.2).
 * @param others resource types of which the same is asked, so that it may speak of their attributes too
 * @throws ScimError 400 invalidFilter
 */
export const parseFilter = (
  text: string,
  model: ResourceModel,
  others: readonly ResourceModel[] = [],
): Filter => {
  if (text.length > MAX_LENGTH) throw invalidFilter(`a filter may have at most ${MAX_LENGTH} characters`);
  return new Parser(text).whole(resourceScope([model, ...others]));
};

/** A filter between brackets, and the index in the text at which they are closed. */
interface Enclosed {
  readonly filter: Filter;
  readonly close: number;
}

/**
 * The filter between the brackets of a PATCH path, of which `open` is the index of the first one. Its names are
 * sub-attributes of `attribute`.
 * @throws ScimError 400 invalidFilter
 */
export const parseElementFilter = (path: string, open: number, attribute: AttributeDefinition): Enclosed =>
  new Parser(path, open).enclosed('[', ']', elementScope(attribute));

/** Recursive descent, one method a rule of the grammar: `or` binds loosest, then `and`, then `not`. */
class Parser {
  readonly #lexer: Lexer;
  #depth = 0;
  #comparisons = 0;

  constructor(text: string, start = 0) {
    this.#lexer = new Lexer(text, start);
  }

  whole(scope: Scope): Filter {
    const filter = this.#disjunction(scope);
    this.#expect('end', '"and", "or" or the end');
    return filter;
  }

  enclosed(open: '(' | '[', close: ')' | ']', scope: Scope): Enclosed {
    this.#expect(open, `"${open}"`);
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw invalidFilter(`parentheses and brackets may be nested at most ${MAX_DEPTH} deep`);
    }
    const filter = this.#disjunction(scope);
    this.#depth -= 1;
    return { filter, close: this.#expect(close, `"and", "or" or "${close}"`).start };
  }

  #disjunction(scope: Scope): Filter {
    const filters: [Filter, ...Filter[]] = [this.#conjunction(scope)];
    while (this.#takeKeyword('or')) filters.push(this.#conjunction(scope));
    return combine('or', filters);
  }

  #conjunction(scope: Scope): Filter {
    const filters: [Filter, ...Filter[]] = [this.#term(scope)];
    while (this.#takeKeyword('and')) filters.push(this.#term(scope));
    return combine('and', filters);
  }

  #term(scope: Scope): Filter {
    if (this.#lexer.peek().kind === '(') return this.enclosed('(', ')', scope).filter;
    if (this.#takeKeyword('not')) return { kind: 'not', filter: this.enclosed('(', ')', scope).filter };
    const attribute = scope.resolve(this.#expect('word', 'the name of an attribute').text);
    return this.#lexer.peek().kind === '[' ? this.#valuePath(attribute, scope) : this.#condition(attribute);
  }

  #valuePath(attribute: AttributeRef, scope: Scope): Filter {
    if (scope.kind === 'element') throw invalidFilter('brackets cannot stand within brackets');
    if (attribute.subAttribute || attribute.attribute.type !== 'complex') {
      throw invalidFilter(`${attributeName(attribute)} has no sub-attributes to filter by`);
    }
    const element = elementScope(attribute.attribute);
    const { filter } = this.enclosed('[', ']', element);
    const condition = this.#subAttributeCondition(element);
    return { kind: 'elements', attribute, filter: condition ? combine('and', [filter, condition]) : filter };
  }

  /** What follows the brackets in `emails[type eq "work"].value eq "a"`. */
  #subAttributeCondition(element: Scope): Filter | undefined {
    const { kind, text } = this.#lexer.peek();
    if (kind !== 'word' || !text.startsWith('.')) return undefined;
    this.#lexer.next();
    return this.#condition(element.resolve(text.slice(1)));
  }

  #condition(attribute: AttributeRef): Filter {
    this.#comparisons += 1;
    if (this.#comparisons > MAX_COMPARISONS) {
      throw invalidFilter(`a filter may have at most ${MAX_COMPARISONS} comparisons`);
    }
    const word = this.#expect('word', 'an operator');
    if (word.text.toLowerCase() === 'pr') return { kind: 'present', attribute };
    const operator = operatorOf(word.text);
    if (!operator) throw unexpected(word, 'an operator');
    const operand = this.#lexer.next();
    if (operand.kind !== 'word' && operand.kind !== 'string') throw unexpected(operand, 'a value');
    return comparison(attribute, operator, operand);
  }

  #takeKeyword(keyword: 'and' | 'or' | 'not'): boolean {
    const { kind, text } = this.#lexer.peek();
    if (kind !== 'word' || text.toLowerCase() !== keyword) return false;
    this.#lexer.next();
    return true;
  }

  #expect(kind: Token['kind'], what: string): Token {
    const token = this.#lexer.next();
    if (token.kind !== kind) throw unexpected(token, what);
    return token;
  }
}

const unexpected = ({ kind, text, start }: Token, what: string) => {
  const found = kind === 'end' ? 'the filter ends' : `${quote(text)} stands at character ${start + 1}`;
  return invalidFilter(`${found} where ${what} is expected`);
};
