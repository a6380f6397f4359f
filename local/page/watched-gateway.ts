/** The gateway with somebody looking over its shoulder: its answers are what they were. */
import type { Gateway } from '../api-gateway/gateway.ts';
import { type RequestSummary, summaryOf } from './request-summary.ts';

export const watchedGateway = (
  { answer, refuse }: Gateway,
  watch: (request: RequestSummary) => void,
): Gateway => ({
  answer: async (request) => {
    const started = performance.now();
    const answered = await answer(request);
    watch(summaryOf(request, answered, performance.now() - started));
    return answered;
  },
  refuse: (request, failure) => {
    const answered = refuse(request, failure);
    watch(summaryOf(request, answered, Date.now() - request.receivedAt));
    return answered;
  },
});
