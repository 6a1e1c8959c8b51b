//! A rooted spanning tree that a simplex method changes one arc at a time.
//!
//! Each node holds one value about the arc to its parent; the tree moves those values along
//! when a subtree is hung elsewhere, and knows nothing of costs, flows or directions.

/// No node.
pub(super) const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Node<T> {
    held: T,
    parent: u32,
    first: u32,
    next: u32,
    prev: u32,
    depth: u32,
}

/// The tree; nodes are numbered from 0.
#[derive(Debug, Clone)]
pub(super) struct Tree<T> {
    nodes: Vec<Node<T>>,
}

impl<T: Copy> Tree<T> {
    /// Every node but the root is a child of the root, which is numbered last.
    /// `held` says what a node knows of its arc; `at_root` fills the root's unused place.
    pub(super) fn star(others: u32, at_root: T, mut held: impl FnMut(u32) -> T) -> Self {
        let root = others;
        let mut nodes: Vec<Node<T>> = (0..others)
            .map(|at| Node {
                held: held(at),
                parent: root,
                first: NONE,
                next: if at + 1 < others { at + 1 } else { NONE },
                prev: if at > 0 { at - 1 } else { NONE },
                depth: 1,
            })
            .collect();
        nodes.push(Node {
            held: at_root,
            parent: NONE,
            first: if others > 0 { 0 } else { NONE },
            next: NONE,
            prev: NONE,
            depth: 0,
        });
        Self { nodes }
    }

    #[inline(always)]
    pub(super) fn parent(&self, at: u32) -> u32 {
        self.nodes[at as usize].parent
    }

    #[inline(always)]
    pub(super) fn held(&self, at: u32) -> T {
        self.nodes[at as usize].held
    }

    #[inline(always)]
    pub(super) fn held_mut(&mut self, at: u32) -> &mut T {
        &mut self.nodes[at as usize].held
    }

    #[inline(always)]
    pub(super) fn depth(&self, at: u32) -> u32 {
        self.nodes[at as usize].depth
    }

    /// Cuts the arc above `top`, makes `low`, one of its descendants or itself, the root of
    /// what was cut off, and hangs that below `parent` by an arc of which `held` is known.
    /// Depths below `low` are stale until [`Tree::descend`] has been there.
    pub(super) fn rehang(&mut self, top: u32, low: u32, parent: u32, held: T) {
        let (mut at, mut parent, mut held) = (low, parent, held);
        loop {
            let old = self.nodes[at as usize];
            if old.prev == NONE {
                self.nodes[old.parent as usize].first = old.next;
            } else {
                self.nodes[old.prev as usize].next = old.next;
            }
            if old.next != NONE {
                self.nodes[old.next as usize].prev = old.prev;
            }
            let eldest = self.nodes[parent as usize].first;
            if eldest != NONE {
                self.nodes[eldest as usize].prev = at;
            }
            self.nodes[parent as usize].first = at;
            let node = &mut self.nodes[at as usize];
            (node.held, node.parent, node.next, node.prev) = (held, parent, eldest, NONE);
            if at == top {
                return;
            }
            (parent, held, at) = (at, old.held, old.parent);
        }
    }

    /// Visits `top` and everything below it, parents first, and sets depths right.
    #[inline(always)]
    pub(super) fn descend(&mut self, top: u32, mut visit: impl FnMut(u32)) {
        let mut at = top;
        let mut depth = self.nodes[self.nodes[top as usize].parent as usize].depth + 1;
        loop {
            visit(at);
            let node = &mut self.nodes[at as usize];
            node.depth = depth;
            if node.first != NONE {
                at = node.first;
                depth += 1;
                continue;
            }
            loop {
                if at == top {
                    return;
                }
                let node = &self.nodes[at as usize];
                if node.next != NONE {
                    at = node.next;
                    break;
                }
                at = node.parent;
                depth -= 1;
            }
        }
    }
}
