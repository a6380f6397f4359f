import { expectAnswer, expectThat } from '../../expect/answer.ts';
import { differences } from '../../expect/difference.ts';
import { anything, type Template } from '../../expect/matcher.ts';
import type { Answer } from '../../http/exchange.ts';
import { objectOf } from '../../values.ts';

/** One attribute of an answer, beside whatever else it has. */
export const expectAttribute = (answer: Answer, name: string, expected: Template): void => {
  expectAnswer(answer, { status: 200, body: anything });
  const [first] = differences(expected, objectOf(answer.body)[name], name);
  if (first) expectThat(answer, false, `${first.path} to be ${first.expected}`, first.found);
};
