//! The shortest tree that joins points of a plane, with junctions wherever they save length.
//!
//! It knows points and lengths, neither pipes nor the earth. Small cases are solved exactly, by
//! Smith's enumeration of topologies with a bound; larger ones by insertion and exchange, never
//! worse than the tree without junctions. Same points, same tree, on every machine.

use crate::watch::Watch;

/// A tree over points: first the terminals as they were given, then the junctions.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// All points; the terminals keep their numbers.
    pub points: Vec<[f64; 2]>,
    /// Pairs of points that are joined, each with the smaller number first, in order.
    pub edges: Vec<[usize; 2]>,
    /// Sum of the lengths of the edges, in the unit of the points.
    pub length: f64,
    /// Whether no tree is shorter by more than 1e-5 of its length.
    pub exact: bool,
}

/// How much may still be spent, counted in topologies whose junctions are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    budget: u64,
    spent: u64,
}

impl Work {
    /// So many topologies.
    pub fn of(budget: u64) -> Self {
        Self { budget, spent: 0 }
    }

    /// What has been spent so far.
    pub fn spent(&self) -> u64 {
        self.spent
    }

    /// Whether nothing is left.
    pub fn is_spent(&self) -> bool {
        self.spent >= self.budget
    }

    fn spend(&mut self) -> bool {
        let can = !self.is_spent();
        self.spent += u64::from(can);
        can
    }
}

/// Lower and upper bound may differ by this share before a topology counts as settled.
const SETTLED: f64 = 1e-9;
/// A topology is dropped when it cannot be shorter than the best by more than this share.
const TIE: f64 = 1e-7;
/// While a topology is still growing its bound need not be sharper than this.
const GROWING: f64 = 1e-3;
/// Steps after which a topology is taken as it lies.
const STEPS: usize = 200;
/// Edges that a new terminal is tried on when not all can be.
const SHORTLIST: usize = 4;
/// Rounds in which every terminal may move to a better place.
const ROUNDS: usize = 8;

/// The shortest tree without junctions (Prim 1957); ties by the number of the point.
pub fn spanning_tree(points: &[[f64; 2]]) -> Tree {
    let (_, edges) = prim(points);
    tree_of(points.to_vec(), edges)
}

/// A short tree with junctions: terminals are inserted one after the other where they lengthen
/// the tree least, then moved while that shortens it. Never longer than [`spanning_tree`].
pub fn short_tree(terminals: &[[f64; 2]], work: &mut Work, watch: &dyn Watch) -> Tree {
    solve(terminals, |distinct| {
        let mut search = Search::new(distinct);
        search.improve(work, watch);
        search.into_tree(false)
    })
}

/// The shortest tree with junctions: starts from [`short_tree`], then goes through all
/// topologies that could still be shorter. Where the work runs out or the caller stops it, the
/// best so far is returned and not called exact.
///
/// Full topologies grow terminal by terminal; the length of the relaxed part bounds what can
/// come of it from below. Source: Smith 1992, Algorithmica 7, 137-177. Oracle: closed forms of
/// regular figures and ladders in the tests.
pub fn shortest_tree(terminals: &[[f64; 2]], work: &mut Work, watch: &dyn Watch) -> Tree {
    solve(terminals, |distinct| {
        let mut search = Search::new(distinct);
        search.improve(work, watch);
        let exact = search.enumerate(work, watch);
        search.into_tree(exact)
    })
}

/// The same tree with its junctions where the sum of weight times length is least; the weights
/// are those of the edges, above 0. What is joined to what stays.
///
/// Each junction in turn goes to the mean of its neighbours by `w / sqrt(d2 + e2)` until none
/// moves. Source: Weiszfeld 1937. Oracle: the weighted Fermat point in the tests.
pub fn pulled(tree: &Tree, terminals: usize, weights: &[f64]) -> Tree {
    let mut points = tree.points.clone();
    let mut joined = vec![Vec::new(); points.len()];
    for (&[a, b], &w) in tree.edges.iter().zip(weights) {
        joined[a].push((b, w));
        joined[b].push((a, w));
    }
    let extent = extent(&points);
    let mut smooth = 1e-3 * extent;
    for _ in 0..PULLS {
        let mut moved = 0.0f64;
        for junction in terminals..points.len() {
            let (mut sum, mut place) = (0.0, [0.0; 2]);
            for &(other, w) in &joined[junction] {
                let w = w * weight(points[junction], points[other], smooth);
                sum += w;
                place[0] += w * points[other][0];
                place[1] += w * points[other][1];
            }
            let place = [place[0] / sum, place[1] / sum];
            moved = moved.max(distance(place, points[junction]));
            points[junction] = place;
        }
        if moved <= 1e-9 * extent && smooth <= 1e-7 * extent {
            break;
        }
        smooth = (smooth * 0.9).max(1e-7 * extent);
    }
    tree_of(points, tree.edges.clone())
}

/// Rounds of [`pulled`].
const PULLS: usize = 1000;

/// Solves for distinct points and hangs those that lie on another one beside it.
fn solve(terminals: &[[f64; 2]], tree: impl FnOnce(&[[f64; 2]]) -> Tree) -> Tree {
    let mut distinct: Vec<[f64; 2]> = Vec::new();
    let mut place = Vec::with_capacity(terminals.len());
    let extent = extent(terminals);
    for &point in terminals {
        let same = distinct.iter().position(|&d| distance(d, point) <= 1e-9 * extent);
        place.push(same.unwrap_or(distinct.len()));
        if same.is_none() {
            distinct.push(point);
        }
    }
    let spanning = spanning_tree(terminals);
    if distinct.len() < 3 {
        return Tree { exact: true, ..spanning };
    }
    let small = tree(&distinct);
    let first: Vec<usize> =
        (0..distinct.len()).map(|d| place.iter().position(|&p| p == d).unwrap_or(d)).collect();
    let number = |node: usize| match first.get(node) {
        Some(&terminal) => terminal,
        None => node - distinct.len() + terminals.len(),
    };
    let mut points = terminals.to_vec();
    points.extend_from_slice(&small.points[distinct.len()..]);
    let mut edges: Vec<[usize; 2]> = small.edges.iter().map(|edge| edge.map(number)).collect();
    let beside = place.iter().enumerate().filter(|&(at, &d)| first[d] != at);
    edges.extend(beside.map(|(at, &d)| [first[d], at]));
    let found = Tree { exact: small.exact, ..tree_of(points, edges) };
    // Junctions that save nothing but rounding are not worth digging.
    if found.length < spanning.length { found } else { Tree { exact: found.exact, ..spanning } }
}

fn tree_of(points: Vec<[f64; 2]>, mut edges: Vec<[usize; 2]>) -> Tree {
    for edge in &mut edges {
        edge.sort_unstable();
    }
    edges.sort_unstable();
    let length = edges.iter().map(|&[a, b]| distance(points[a], points[b])).sum();
    Tree { points, edges, length, exact: false }
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn extent(points: &[[f64; 2]]) -> f64 {
    let Some(first) = points.first() else { return 0.0 };
    points.iter().map(|&p| distance(p, *first)).fold(0.0, f64::max)
}

/// The order in which Prim's tree grows from point 0, and its edges (from the tree, new).
fn prim(points: &[[f64; 2]]) -> (Vec<usize>, Vec<[usize; 2]>) {
    let n = points.len();
    let (mut order, mut edges) = (Vec::with_capacity(n), Vec::with_capacity(n));
    let mut nearest = vec![(f64::INFINITY, 0usize); n];
    let mut inside = vec![false; n];
    let mut next = (n > 0).then_some(0);
    while let Some(at) = next {
        if !order.is_empty() {
            edges.push([nearest[at].1, at]);
        }
        inside[at] = true;
        order.push(at);
        next = None;
        let mut least = f64::INFINITY;
        for other in (0..n).filter(|&other| !inside[other]) {
            let d = distance(points[at], points[other]);
            if d < nearest[other].0 {
                nearest[other] = (d, at);
            }
            if next.is_none() || nearest[other].0 < least {
                (least, next) = (nearest[other].0, Some(other));
            }
        }
    }
    (order, edges)
}

/// Length of the shortest tree over three points: with all angles below 120 degrees
/// `sqrt((a2 + b2 + c2) / 2 + 2 sqrt(3) A)`, else the two shorter sides. Oracle: Fermat's
/// point of the equilateral triangle.
fn fermat_length(p: [f64; 2], q: [f64; 2], r: [f64; 2]) -> f64 {
    let mut sides = [distance(q, r), distance(p, r), distance(p, q)];
    sides.sort_by(f64::total_cmp);
    let [a, b, c] = sides;
    // The angle opposite c is 120 degrees where c2 = a2 + b2 + a b.
    if c * c >= a * a + b * b + a * b {
        return a + b;
    }
    let area = 0.5 * ((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])).abs();
    ((a * a + b * b + c * c) / 2.0 + 2.0 * 3f64.sqrt() * area).sqrt()
}

/// A full topology: every terminal hangs on one junction, every junction has three neighbours.
#[derive(Debug, Clone)]
struct Topology {
    terminals: usize,
    /// The junction of each terminal that is in.
    anchor: Vec<usize>,
    /// The neighbours of each junction, by its number less that of the terminals.
    around: Vec<[usize; 3]>,
    /// The junctions that are in, as numbers of points.
    junctions: Vec<usize>,
}

impl Topology {
    /// Three terminals round one junction.
    fn star(terminals: usize, [a, b, c]: [usize; 3]) -> Self {
        let mut topology = Self {
            terminals,
            anchor: vec![usize::MAX; terminals],
            around: vec![[usize::MAX; 3]; terminals - 2],
            junctions: vec![terminals],
        };
        topology.around[0] = [a, b, c];
        for t in [a, b, c] {
            topology.anchor[t] = terminals;
        }
        topology
    }

    fn neighbours(&self, junction: usize) -> [usize; 3] {
        self.around[junction - self.terminals]
    }

    fn replace(&mut self, node: usize, old: usize, new: usize) {
        if node < self.terminals {
            self.anchor[node] = new;
        } else {
            for neighbour in &mut self.around[node - self.terminals] {
                if *neighbour == old {
                    *neighbour = new;
                    return;
                }
            }
        }
    }

    /// Hangs a terminal on an edge by a new junction.
    fn insert(&mut self, junction: usize, terminal: usize, [a, b]: [usize; 2]) {
        self.replace(a, b, junction);
        self.replace(b, a, junction);
        self.around[junction - self.terminals] = [a, b, terminal];
        self.anchor[terminal] = junction;
        self.junctions.push(junction);
    }

    /// Takes a terminal and its junction out; returns the junction and the edge that closes.
    fn remove(&mut self, terminal: usize) -> (usize, [usize; 2]) {
        let junction = self.anchor[terminal];
        let mut ends = self.neighbours(junction).into_iter().filter(|&n| n != terminal);
        let edge = [ends.next().unwrap_or(terminal), ends.next().unwrap_or(terminal)];
        self.replace(edge[0], junction, edge[1]);
        self.replace(edge[1], junction, edge[0]);
        self.junctions.retain(|&j| j != junction);
        (junction, edge)
    }

    /// Every edge once, in a fixed order.
    fn edges(&self) -> impl Iterator<Item = [usize; 2]> + '_ {
        self.junctions.iter().flat_map(move |&junction| {
            self.neighbours(junction)
                .into_iter()
                .filter(move |&n| n < self.terminals || n > junction)
                .map(move |n| [junction, n])
        })
    }
}

/// What placing the junctions of a topology came to.
#[derive(Debug, Clone, Copy)]
struct Placed {
    /// Length of the tree as it lies.
    length: f64,
    /// No place of the junctions makes the tree shorter than this.
    least: f64,
}

/// The search for the shortest tree over distinct terminals.
struct Search {
    terminals: usize,
    extent: f64,
    best: (f64, Topology, Vec<[f64; 2]>),
    /// Elimination order of the junctions, parents first, with the parent of each.
    order: Vec<(usize, usize)>,
    /// The equations of the junctions: factor, right side, factor of the parent.
    diagonal: Vec<f64>,
    right: Vec<[f64; 2]>,
    upward: Vec<f64>,
    before: Vec<[f64; 2]>,
}

impl Search {
    /// Inserts the terminals in the order in which Prim's tree grows. Each may hang on the edge
    /// of the terminal it is next to, so that the tree is never longer than Prim's.
    fn new(terminals: &[[f64; 2]]) -> Self {
        let n = terminals.len();
        let (order, joined) = prim(terminals);
        let mut points = terminals.to_vec();
        points.resize(2 * n - 2, [0.0; 2]);
        let topology = Topology::star(n, [order[0], order[1], order[2]]);
        points[n] = middle(&[points[order[0]], points[order[1]], points[order[2]]]);
        let mut search = Self {
            terminals: n,
            extent: extent(terminals),
            best: (f64::INFINITY, topology, points),
            order: Vec::with_capacity(n),
            diagonal: vec![0.0; n],
            right: vec![[0.0; 2]; n],
            upward: vec![0.0; n],
            before: Vec::new(),
        };
        let (_, mut topology, mut points) = search.best.clone();
        search.place(&topology, &mut points, GROWING, f64::INFINITY);
        for (step, &terminal) in order.iter().enumerate().skip(3) {
            let beside = joined[step - 1][0];
            let always = [beside, topology.anchor[beside]];
            let junction = n + step - 2;
            let edges = search.shortlist(&topology, &points, terminal, always);
            (topology, points, _) =
                search.best_insertion(&topology, &points, junction, terminal, &edges);
        }
        let placed = search.place(&topology, &mut points, SETTLED, f64::INFINITY);
        search.best = (placed.length, topology, points);
        search
    }

    /// Moves one terminal after the other to where it lengthens the tree least, until no move
    /// helps any more.
    fn improve(&mut self, work: &mut Work, watch: &dyn Watch) {
        if self.terminals < 4 {
            return;
        }
        for _ in 0..ROUNDS {
            let before = self.best.0;
            for terminal in 0..self.terminals {
                if watch.stop() || !work.spend() {
                    return;
                }
                let (length, mut topology, points) = self.best.clone();
                let (junction, edge) = topology.remove(terminal);
                let mut edges = self.shortlist(&topology, &points, terminal, edge);
                edges.retain(|&e| e != edge && e != [edge[1], edge[0]]);
                let (topology, mut points, found) =
                    self.best_insertion(&topology, &points, junction, terminal, &edges);
                if found < length * (1.0 + GROWING) {
                    let placed = self.place(&topology, &mut points, SETTLED, length);
                    if placed.length < length * (1.0 - SETTLED) {
                        self.best = (placed.length, topology, points);
                    }
                }
            }
            if self.best.0 >= before * (1.0 - SETTLED) {
                return;
            }
        }
    }

    /// The edges on which a terminal seems to lengthen the tree least, and one that always
    /// counts.
    fn shortlist(
        &self,
        topology: &Topology,
        points: &[[f64; 2]],
        terminal: usize,
        always: [usize; 2],
    ) -> Vec<[usize; 2]> {
        let mut edges: Vec<(f64, [usize; 2])> = topology
            .edges()
            .map(|[a, b]| {
                let more = fermat_length(points[a], points[b], points[terminal])
                    - distance(points[a], points[b]);
                (more, [a, b])
            })
            .collect();
        edges.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        let mut edges: Vec<[usize; 2]> =
            edges.into_iter().take(SHORTLIST).map(|(_, edge)| edge).collect();
        if !edges.contains(&always) && !edges.contains(&[always[1], always[0]]) {
            edges.push(always);
        }
        edges
    }

    fn best_insertion(
        &mut self,
        topology: &Topology,
        points: &[[f64; 2]],
        junction: usize,
        terminal: usize,
        edges: &[[usize; 2]],
    ) -> (Topology, Vec<[f64; 2]>, f64) {
        let mut best = (topology.clone(), points.to_vec(), f64::INFINITY);
        for &edge in edges {
            let (topology, mut points) = with(topology, points, junction, terminal, edge);
            let placed = self.place(&topology, &mut points, GROWING, f64::INFINITY);
            if placed.length < best.2 {
                best = (topology, points, placed.length);
            }
        }
        best
    }

    /// Goes through all topologies that could be shorter than the best; true when none is left.
    fn enumerate(&mut self, work: &mut Work, watch: &dyn Watch) -> bool {
        let n = self.terminals;
        if n < 4 {
            return true;
        }
        let order = farthest_first(&self.best.2[..n]);
        let mut points = self.best.2.clone();
        let topology = Topology::star(n, [order[0], order[1], order[2]]);
        points[n] = middle(&[points[order[0]], points[order[1]], points[order[2]]]);
        self.place(&topology, &mut points, GROWING, f64::INFINITY);
        self.grow(&topology, &points, &order, 3, work, watch)
    }

    fn grow(
        &mut self,
        topology: &Topology,
        points: &[[f64; 2]],
        order: &[usize],
        step: usize,
        work: &mut Work,
        watch: &dyn Watch,
    ) -> bool {
        let (terminal, junction) = (order[step], self.terminals + step - 2);
        let is_last = step + 1 == order.len();
        let edges: Vec<[usize; 2]> = topology.edges().collect();
        let mut children = Vec::with_capacity(edges.len());
        for edge in edges {
            if watch.stop() || !work.spend() {
                return false;
            }
            let (topology, mut points) = with(topology, points, junction, terminal, edge);
            let sharp = if is_last { SETTLED } else { GROWING };
            let placed = self.place(&topology, &mut points, sharp, self.best.0);
            if is_last {
                if placed.length < self.best.0 {
                    self.best = (placed.length, topology, points);
                }
            } else if placed.least < self.best.0 * (1.0 - TIE) {
                children.push((placed, topology, points));
            }
        }
        children.sort_by(|x, y| x.0.length.total_cmp(&y.0.length));
        for (placed, topology, points) in children {
            if placed.least < self.best.0 * (1.0 - TIE)
                && !self.grow(&topology, &points, order, step + 1, work, watch)
            {
                return false;
            }
        }
        true
    }

    /// Moves the junctions of a topology to where its length is least, to a share `sharp` of
    /// it, or until it is known not to beat `limit`.
    ///
    /// Each step solves `sum_j w_ij (x_i - x_j) = 0` round every junction i, with `w = 1 /
    /// sqrt(d2 + e2)` of the lengths d before the step, e falling. The pulls `u = w (x_i - x_j)`
    /// are then in balance, so `sum u (x_i - x_j) / max(1, |u|)` is a feasible value of the dual
    /// problem: no place of the junctions is shorter.
    fn place(
        &mut self,
        topology: &Topology,
        points: &mut [[f64; 2]],
        sharp: f64,
        limit: f64,
    ) -> Placed {
        let n = self.terminals;
        self.order_of(topology);
        let mut smooth = 1e-3 * self.extent;
        let mut placed = Placed { length: f64::INFINITY, least: 0.0 };
        let mut before = std::mem::take(&mut self.before);
        for _ in 0..STEPS {
            before.clear();
            before.extend_from_slice(points);
            self.step(topology, points, smooth);
            placed = self.bounds(topology, points, &before, smooth);
            if placed.length - placed.least <= sharp * placed.length
                || placed.least >= limit * (1.0 - TIE)
            {
                break;
            }
            smooth = (smooth * 0.6).max(1e-3 * sharp * self.extent / n as f64);
        }
        self.before = before;
        placed
    }

    /// Junctions from a root outwards, each after its parent.
    fn order_of(&mut self, topology: &Topology) {
        self.order.clear();
        let Some(&root) = topology.junctions.first() else { return };
        self.order.push((root, usize::MAX));
        let mut next = 0;
        while next < self.order.len() {
            let (junction, parent) = self.order[next];
            for neighbour in topology.neighbours(junction) {
                if neighbour >= self.terminals && neighbour != parent {
                    self.order.push((neighbour, junction));
                }
            }
            next += 1;
        }
    }

    /// One step of all junctions at once, by elimination from the leaves to the root.
    fn step(&mut self, topology: &Topology, points: &mut [[f64; 2]], smooth: f64) {
        let n = self.terminals;
        for &(junction, _) in &self.order {
            let (mut diagonal, mut right) = (0.0, [0.0; 2]);
            for neighbour in topology.neighbours(junction) {
                let w = weight(points[junction], points[neighbour], smooth);
                diagonal += w;
                if neighbour < n {
                    right[0] += w * points[neighbour][0];
                    right[1] += w * points[neighbour][1];
                }
            }
            self.diagonal[junction - n] = diagonal;
            self.right[junction - n] = right;
        }
        for &(junction, parent) in self.order.iter().rev() {
            if parent == usize::MAX {
                continue;
            }
            let w = weight(points[junction], points[parent], smooth);
            self.upward[junction - n] = w;
            let share = w / self.diagonal[junction - n];
            let right = self.right[junction - n];
            self.diagonal[parent - n] -= w * share;
            self.right[parent - n][0] += share * right[0];
            self.right[parent - n][1] += share * right[1];
        }
        for &(junction, parent) in &self.order {
            let diagonal = self.diagonal[junction - n];
            let mut right = self.right[junction - n];
            if parent != usize::MAX {
                let w = self.upward[junction - n];
                right[0] += w * points[parent][0];
                right[1] += w * points[parent][1];
            }
            points[junction] = [right[0] / diagonal, right[1] / diagonal];
        }
    }

    /// Length of a topology as it lies, and the bound that [`Search::place`] states; `before`
    /// are the points from which the last step came.
    fn bounds(
        &self,
        topology: &Topology,
        points: &[[f64; 2]],
        before: &[[f64; 2]],
        smooth: f64,
    ) -> Placed {
        let (mut length, mut sum, mut strongest) = (0.0, 0.0, 1.0f64);
        for [a, b] in topology.edges() {
            let d = distance(points[a], points[b]);
            let pull = weight(before[a], before[b], smooth) * d;
            length += d;
            sum += pull * d;
            strongest = strongest.max(pull);
        }
        Placed { length, least: sum / strongest }
    }

    /// The best topology as a tree: junctions that lie on a neighbour are merged with it, those
    /// on a straight line are left out.
    fn into_tree(mut self, exact: bool) -> Tree {
        let (_, topology, mut points) =
            std::mem::replace(&mut self.best, (0.0, Topology::star(3, [0, 1, 2]), Vec::new()));
        self.place(&topology, &mut points, 1e-3 * SETTLED, f64::INFINITY);
        let n = self.terminals;
        let mut joined = vec![Vec::new(); points.len()];
        for [a, b] in topology.edges() {
            joined[a].push(b);
            joined[b].push(a);
        }
        let slack = 1e-9 * self.extent;
        while let Some((junction, into)) = merger(&joined, &points, n, slack) {
            let others = std::mem::take(&mut joined[junction]);
            for other in others {
                joined[other].retain(|&node| node != junction);
                if other != into {
                    joined[other].push(into);
                    joined[into].push(other);
                }
            }
        }
        let mut number: Vec<usize> = (0..n).collect();
        number.resize(points.len(), usize::MAX);
        let mut kept: Vec<[f64; 2]> = points[..n].to_vec();
        for node in n..points.len() {
            if !joined[node].is_empty() {
                number[node] = kept.len();
                kept.push(points[node]);
            }
        }
        let mut edges = Vec::new();
        for (node, others) in joined.iter().enumerate() {
            edges.extend(others.iter().filter(|&&o| o > node).map(|&o| [number[node], number[o]]));
        }
        Tree { exact, ..tree_of(kept, edges) }
    }
}

/// A junction whose merging with a neighbour does not lengthen the tree.
fn merger(
    joined: &[Vec<usize>],
    points: &[[f64; 2]],
    terminals: usize,
    slack: f64,
) -> Option<(usize, usize)> {
    let mut best: Option<(f64, usize, usize)> = None;
    for junction in terminals..points.len() {
        for &into in &joined[junction] {
            let more: f64 = joined[junction]
                .iter()
                .map(|&other| {
                    distance(points[into], points[other])
                        - distance(points[junction], points[other])
                })
                .sum();
            // A junction of degree two is left out whatever rounding says.
            if (more <= slack || joined[junction].len() == 2)
                && best.is_none_or(|(least, _, _)| more < least)
            {
                best = Some((more, junction, into));
            }
        }
    }
    best.map(|(_, junction, into)| (junction, into))
}

fn with(
    topology: &Topology,
    points: &[[f64; 2]],
    junction: usize,
    terminal: usize,
    edge: [usize; 2],
) -> (Topology, Vec<[f64; 2]>) {
    let (mut topology, mut points) = (topology.clone(), points.to_vec());
    points[junction] = middle(&[points[edge[0]], points[edge[1]], points[terminal]]);
    topology.insert(junction, terminal, edge);
    (topology, points)
}

fn middle(points: &[[f64; 2]; 3]) -> [f64; 2] {
    [0, 1].map(|axis| points.iter().map(|p| p[axis]).sum::<f64>() / 3.0)
}

/// `1 / sqrt(d2 + e2)`: the pull of an edge per length, smoothed where it has none.
fn weight(a: [f64; 2], b: [f64; 2], smooth: f64) -> f64 {
    let (dx, dy) = (a[0] - b[0], a[1] - b[1]);
    1.0 / (dx * dx + dy * dy + smooth * smooth).sqrt()
}

/// The two terminals farthest apart, then always the one farthest from those taken: bounds
/// grow early.
fn farthest_first(terminals: &[[f64; 2]]) -> Vec<usize> {
    let n = terminals.len();
    let mut farthest = (f64::NEG_INFINITY, 0, 0);
    for a in 0..n {
        for b in a + 1..n {
            let d = distance(terminals[a], terminals[b]);
            if d > farthest.0 {
                farthest = (d, a, b);
            }
        }
    }
    let mut order = vec![farthest.1, farthest.2];
    while order.len() < n {
        let to_tree = |t: usize| {
            order
                .iter()
                .map(|&o| distance(terminals[t], terminals[o]))
                .fold(f64::INFINITY, f64::min)
        };
        let next = (0..n).filter(|t| !order.contains(t)).fold(None, |best, t| match best {
            Some((d, _)) if to_tree(t) <= d => best,
            Some(_) | None => Some((to_tree(t), t)),
        });
        match next {
            Some((_, t)) => order.push(t),
            None => break,
        }
    }
    order
}

#[cfg(test)]
mod tests;
