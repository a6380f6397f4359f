/** What has to be undone in the end, in the reverse of the order in which it was done. */
export interface UndoStack {
  readonly push: (step: () => Promise<void>) => void;
  /** Each step once, however often it is called; every step, even when one fails. */
  readonly run: () => Promise<void>;
}

export const undoStack = (): UndoStack => {
  const steps: (() => Promise<void>)[] = [];
  return {
    push: (step) => {
      steps.push(step);
    },
    run: async () => {
      const failures: unknown[] = [];
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        await step().catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw new AggregateError(failures, 'not everything could be ended');
    },
  };
};
