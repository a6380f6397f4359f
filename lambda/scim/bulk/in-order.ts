/**
 * Nodes in an order in which each comes after those that it needs, and otherwise as they were given; those that need
 * each other, directly or through others, stand together. Tarjan's algorithm: time linear in nodes and needs.
 * @param needs of each node, in the order in which they are to come
 */
export const inOrder = <Node>(
  nodes: readonly Node[],
  needs: (node: Node) => readonly Node[],
): readonly (readonly Node[])[] => {
  const order: Node[][] = [];
  const path: Node[] = [];
  /** When a node was come to; of one that is in the order already, never. */
  const reached = new Map<Node, number>();

  /** @returns when the first node was come to of those that this one needs and that need it */
  const visit = (node: Node): number => {
    const own = reached.size;
    reached.set(node, own);
    path.push(node);
    let first = own;
    for (const needed of needs(node)) first = Math.min(first, reached.get(needed) ?? visit(needed));
    if (first === own) {
      const together = path.splice(path.lastIndexOf(node));
      for (const one of together) reached.set(one, Number.POSITIVE_INFINITY);
      order.push(together);
    }
    return first;
  };

  for (const node of nodes) if (!reached.has(node)) visit(node);
  return order;
};
