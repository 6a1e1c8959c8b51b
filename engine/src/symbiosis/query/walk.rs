//! Answers a question that has been read: finds what its names mean, then walks the graph,
//! counting every edge it looks at.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    Answer, Arrow, Condition, Edge, Field, Graph, Kinds, Limits, MOST_CANDIDATES, Named, Node,
    Part, PartType, Pattern, QueryError, Question, Sort, Thing, Way, fold,
};
use crate::model::{Direction, FlowId, Kind, OrganizationId, Region, SiteId};
use crate::watch::Watch;

pub(super) struct Walk<'a> {
    graph: &'a Graph,
    region: &'a Region,
    limits: Limits,
    watch: &'a dyn Watch,
    work: u64,
    /// Whether the budget or the caller ended the walk.
    pub(super) stopped: bool,
    pub(super) answer: Answer,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        graph: &'a Graph,
        region: &'a Region,
        limits: Limits,
        watch: &'a dyn Watch,
    ) -> Self {
        let answer = Answer::default();
        Self { graph, region, limits, watch, work: 0, stopped: false, answer }
    }

    pub(super) fn answer(&mut self, question: &Question) -> Result<(), QueryError> {
        match question {
            Question::Within { steps, of, way, kinds } => {
                let starts = self.places(of)?;
                self.within(*steps, &starts, *way, kinds);
            }
            Question::Partners { side, of } => self.partners(*side, of)?,
            Question::Path { from, to, kinds, most } => {
                let (from, to) = (self.places(from)?, self.places(to)?);
                self.path(&from, &to, kinds, *most);
            }
            Question::Pattern(pattern) => self.pattern(pattern),
        }
        Ok(())
    }

    /// Whether one more edge may be looked at.
    fn works(&mut self) -> bool {
        self.work += 1;
        if self.work > self.limits.work || (self.work.is_multiple_of(1024) && self.watch.stop()) {
            self.stopped = true;
        }
        !self.stopped
    }

    /// Adds a path to the answer; whether there is room for another.
    fn tell(&mut self, path: &[Node]) -> bool {
        if self.answer.paths.len() >= self.limits.paths {
            self.answer.truncated = true;
            return false;
        }
        let named = |node: &Node| self.graph.name(self.region, *node);
        self.answer.paths.push(path.iter().map(named).collect());
        true
    }

    // Names.

    /// The nodes that a name stands for among these sorts, the first sort that has one.
    fn find(&self, thing: &Thing, sorts: &[Sort]) -> Result<Node, QueryError> {
        let (at, name) = (thing.at, thing.name.clone());
        let only = thing.sort.map(|sort| [sort]);
        let sorts: &[Sort] = only.as_ref().map_or(sorts, |one| one);
        if let Some(node) = self.by_id(&name, sorts) {
            return Ok(node);
        }
        let exact = self.graph.named(self.region, &name);
        let classes = self.classes(&name);
        let chosen = choose(sorts, &exact, &classes).map_or_else(
            || {
                let some = self.graph.containing(self.region, &name, usize::MAX);
                choose(sorts, &some, &[])
            },
            Some,
        );
        match chosen.as_deref() {
            Some([one]) => Ok(*one),
            Some(several) => {
                let candidates = several.iter().take(MOST_CANDIDATES).map(|n| self.label(*n));
                Err(QueryError::AmbiguousName { at, name, candidates: candidates.collect() })
            }
            None => {
                let near = self.near(&name, sorts);
                Err(QueryError::UnknownName { at, name, near })
            }
        }
    }

    fn by_id(&self, name: &str, sorts: &[Sort]) -> Option<Node> {
        let id = Uuid::parse_str(name.trim()).ok()?;
        let position = |found: Result<usize, usize>| found.ok().map(|at| at as u32);
        sorts.iter().find_map(|sort| match sort {
            Sort::Organization => {
                let all = self.region.organizations();
                position(all.binary_search_by_key(&OrganizationId(id), |o| o.id))
                    .map(Node::Organization)
            }
            Sort::Site => {
                let all = self.region.sites();
                position(all.binary_search_by_key(&SiteId(id), |s| s.id)).map(Node::Site)
            }
            Sort::Flow => self.region.find_flow(FlowId(id)).map(|at| Node::Flow(at as u32)),
            Sort::Class => None,
        })
    }

    /// Classes of this name, alone or behind their kind and a colon.
    fn classes(&self, name: &str) -> Vec<Node> {
        let name = fold(name);
        let is = |kind: Kind, class: &str| {
            !class.is_empty()
                && (fold(class) == name || fold(&format!("{}:{class}", kind.code())) == name)
        };
        let all = self.graph.classes().iter().zip(0u32..);
        all.filter(|((kind, class), _)| is(*kind, class)).map(|(_, at)| Node::Class(at)).collect()
    }

    /// A node as a reader tells it from others of the same name.
    fn label(&self, node: Node) -> String {
        let Named { id, name, .. } = self.graph.name(self.region, node);
        match node {
            Node::Flow(at) => {
                format!("{name}, {} ({id})", self.region.site_of(at as usize).name)
            }
            Node::Organization(_) | Node::Site(_) | Node::Class(_) => format!("{name} ({id})"),
        }
    }

    /// Names that share the longest word of a name that nothing bears.
    fn near(&self, name: &str, sorts: &[Sort]) -> Vec<String> {
        let words = name.split_whitespace().filter(|word| word.chars().count() >= 4);
        let Some(word) = words.max_by_key(|word| word.chars().count()) else { return Vec::new() };
        // The beginning of a word still finds it where its end is spelt wrong.
        let length = word.chars().count().div_ceil(2).max(4);
        let begins: String = word.chars().take(length).collect();
        let some = self.graph.containing(self.region, &begins, usize::MAX);
        let chosen = choose(sorts, &some, &[]).unwrap_or_default();
        let mut names: Vec<String> =
            chosen.iter().map(|node| self.graph.name(self.region, *node).name).collect();
        names.sort();
        names.dedup();
        names.truncate(MOST_CANDIDATES);
        names
    }

    /// Sites that a name stands for: a site, all of an organisation, that of a flow.
    fn places(&self, thing: &Thing) -> Result<Vec<u32>, QueryError> {
        let node = self.find(thing, &[Sort::Site, Sort::Organization, Sort::Flow])?;
        match node {
            Node::Site(site) => Ok(vec![site]),
            Node::Organization(one) => Ok(self.graph.sites_of(one).collect()),
            Node::Flow(flow) => Ok(vec![self.site_of(flow)]),
            Node::Class(_) => {
                let (at, name) = (thing.at, thing.name.clone());
                Err(QueryError::WrongThing { at, name, wanted: "place" })
            }
        }
    }

    // What there is at a node.

    fn site_of(&self, flow: u32) -> u32 {
        self.region.site_position(flow as usize) as u32
    }

    fn side(&self, flow: u32) -> Direction {
        self.region.flows()[flow as usize].direction
    }

    fn kind(&self, flow: u32) -> Kind {
        self.region.flows()[flow as usize].kind
    }

    /// Exchanges of a flow, with the flow at the other end, the best first.
    fn exchanges(&self, flow: u32, deals: bool) -> impl Iterator<Item = (u32, Edge)> + 'a {
        let (out, into) = match self.side(flow) {
            Direction::Supply => (Some(self.graph.out(Node::Flow(flow))), None),
            Direction::Demand => (None, Some(self.graph.into(Node::Flow(flow)))),
        };
        let both = out.into_iter().flatten().chain(into.into_iter().flatten());
        both.filter_map(move |(node, edge)| match (node, edge) {
            (Node::Flow(far), Edge::CouldGoTo(_)) if !deals => Some((far, edge)),
            (Node::Flow(far), Edge::Deal(_)) if deals => Some((far, edge)),
            _ => None,
        })
    }

    fn flows_of(&self, node: Node, side: Direction) -> Vec<u32> {
        let graph = self.graph;
        let mut flows: Vec<u32> = match node {
            Node::Flow(flow) => vec![flow],
            Node::Site(site) => graph.flows_at(site).collect(),
            Node::Organization(owner) => {
                let own = |flow: &u32| graph.organization_of(*flow as usize) == owner;
                let at_own = graph.sites_of(owner).flat_map(|site| graph.flows_at(site));
                let elsewhere = graph.out(node).filter_map(|(node, _)| match node {
                    Node::Flow(flow) => Some(flow),
                    Node::Organization(_) | Node::Site(_) | Node::Class(_) => None,
                });
                at_own.filter(own).chain(elsewhere).collect()
            }
            Node::Class(_) => graph
                .into(node)
                .filter_map(|(node, _)| match node {
                    Node::Flow(flow) => Some(flow),
                    Node::Organization(_) | Node::Site(_) | Node::Class(_) => None,
                })
                .collect(),
        };
        flows.retain(|&flow| self.side(flow) == side);
        flows
    }

    // Within some steps.

    /// Every site that is reached, by one of its shortest ways; the nearest first.
    fn within(&mut self, steps: usize, starts: &[u32], way: Way, kinds: &Kinds) {
        let mut from: HashMap<u32, Option<(u32, u32, u32)>> =
            starts.iter().map(|&site| (site, None)).collect();
        let mut frontier = starts.to_vec();
        for _ in 0..steps {
            let mut reached = Vec::new();
            for site in std::mem::take(&mut frontier) {
                for flow in self.graph.flows_at(site) {
                    let follows = match way {
                        Way::Either => true,
                        Way::Down => self.side(flow) == Direction::Supply,
                        Way::Up => self.side(flow) == Direction::Demand,
                    };
                    if !follows || !kinds.has(self.kind(flow)) {
                        continue;
                    }
                    for (far, _) in self.exchanges(flow, false) {
                        if !self.works() {
                            return;
                        }
                        let place = self.site_of(far);
                        if let std::collections::hash_map::Entry::Vacant(entry) = from.entry(place)
                        {
                            entry.insert(Some((site, flow, far)));
                            reached.push(place);
                        }
                    }
                }
            }
            for &place in &reached {
                let mut path = vec![Node::Site(place)];
                let mut here = place;
                while let Some(Some((before, flow, far))) = from.get(&here) {
                    path.extend([Node::Flow(*far), Node::Flow(*flow), Node::Site(*before)]);
                    here = *before;
                }
                path.reverse();
                if !self.tell(&path) {
                    return;
                }
            }
            frontier = reached;
        }
    }

    // Takers and givers.

    fn partners(&mut self, side: Direction, of: &Thing) -> Result<(), QueryError> {
        let graph = self.graph;
        let kind = match of.sort {
            None | Some(Sort::Class) => Kind::from_code(&fold(&of.name)),
            Some(Sort::Organization | Sort::Site | Sort::Flow) => None,
        };
        if let Some(kind) = kind {
            // A kind takes its classes in.
            let all = graph.classes().iter().zip(0u32..).filter(|((of, _), _)| *of == kind);
            self.everyone(side, all.map(|(_, at)| Node::Class(at)).collect());
            return Ok(());
        }
        let node = self.find(of, &[Sort::Class, Sort::Flow, Sort::Site, Sort::Organization])?;
        if let Node::Class(_) = node {
            self.everyone(side, vec![node]);
            return Ok(());
        }
        let (own, wanted) = match side {
            Direction::Demand => (Direction::Supply, "supply"),
            Direction::Supply => (Direction::Demand, "demand"),
        };
        let flows = self.flows_of(node, own);
        if flows.is_empty() {
            let (at, name) = (of.at, of.name.clone());
            return Err(QueryError::WrongThing { at, name, wanted });
        }
        for flow in flows {
            for (far, _) in self.exchanges(flow, false) {
                let mut path = vec![node];
                path.extend([Node::Flow(flow), Node::Flow(far), Node::Site(self.site_of(far))]);
                path.dedup();
                if !self.works() || !self.tell(&path) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// All flows of some classes on one side.
    fn everyone(&mut self, side: Direction, classes: Vec<Node>) {
        for class in classes {
            for flow in self.flows_of(class, side) {
                let path = [class, Node::Flow(flow), Node::Site(self.site_of(flow))];
                if !self.works() || !self.tell(&path) {
                    return;
                }
            }
        }
    }

    // From one to another.

    /// The ways of fewest exchanges along which resources go from one to another.
    fn path(&mut self, from: &[u32], to: &[u32], kinds: &Kinds, most: usize) {
        let targets: HashSet<u32> = to.iter().copied().filter(|t| !from.contains(t)).collect();
        let mut distance: HashMap<u32, usize> = from.iter().map(|&site| (site, 0)).collect();
        let mut frontier = from.to_vec();
        let mut met = false;
        for steps in 1..=most {
            let mut reached = Vec::new();
            for site in frontier {
                for flow in self.flows_of(Node::Site(site), Direction::Supply) {
                    if !kinds.has(self.kind(flow)) {
                        continue;
                    }
                    for (far, _) in self.exchanges(flow, false) {
                        if !self.works() {
                            return;
                        }
                        let place = self.site_of(far);
                        if let std::collections::hash_map::Entry::Vacant(entry) =
                            distance.entry(place)
                        {
                            entry.insert(steps);
                            reached.push(place);
                            met |= targets.contains(&place);
                        }
                    }
                }
            }
            if met {
                let mut ends: Vec<u32> =
                    reached.into_iter().filter(|place| targets.contains(place)).collect();
                ends.sort_unstable();
                for end in ends {
                    if !self.back(&mut vec![Node::Site(end)], end, steps, kinds, &distance) {
                        return;
                    }
                }
                return;
            }
            frontier = reached;
        }
    }

    /// Tells every shortest way back from a site; whether there is room for more.
    fn back(
        &mut self,
        path: &mut Vec<Node>,
        site: u32,
        steps: usize,
        kinds: &Kinds,
        distance: &HashMap<u32, usize>,
    ) -> bool {
        if steps == 0 {
            let forward: Vec<Node> = path.iter().rev().copied().collect();
            return self.tell(&forward);
        }
        for flow in self.flows_of(Node::Site(site), Direction::Demand) {
            if !kinds.has(self.kind(flow)) {
                continue;
            }
            for (far, _) in self.exchanges(flow, false) {
                if !self.works() {
                    return false;
                }
                let place = self.site_of(far);
                if distance.get(&place) != Some(&(steps - 1)) {
                    continue;
                }
                path.extend([Node::Flow(flow), Node::Flow(far), Node::Site(place)]);
                let room = self.back(path, place, steps - 1, kinds, distance);
                path.truncate(path.len() - 3);
                if !room {
                    return false;
                }
            }
        }
        true
    }

    // Patterns.

    fn pattern(&mut self, pattern: &Pattern) {
        let named = pattern.conditions.iter().find(|condition| {
            condition.field == Field::Name && condition.relation == super::Relation::Is
        });
        // From the node whose name is given outwards, else from the left.
        let anchor = named.and_then(|condition| condition.node).unwrap_or_default();
        let part = &pattern.nodes[anchor];
        let starts: Vec<Node> = match named {
            Some(condition) if condition.node == Some(anchor) => {
                self.graph.named(self.region, &condition.value)
            }
            Some(_) | None => self.all(part.of),
        };
        let mut bound = Bound {
            nodes: vec![None; pattern.nodes.len()],
            edges: vec![None; pattern.arrows.len()],
        };
        for start in starts {
            if !self.works() {
                return;
            }
            if self.fits(pattern, anchor, start) {
                bound.nodes[anchor] = Some(start);
                if !self.extend(pattern, anchor, &mut bound) {
                    return;
                }
                bound.nodes[anchor] = None;
            }
        }
    }

    fn all(&self, of: PartType) -> Vec<Node> {
        let count = |length: usize| 0..length as u32;
        match of {
            PartType::Organization => {
                count(self.region.organizations().len()).map(Node::Organization).collect()
            }
            PartType::Site => count(self.region.sites().len()).map(Node::Site).collect(),
            PartType::Supply | PartType::Demand => {
                count(self.region.flows().len()).map(Node::Flow).collect()
            }
        }
    }

    /// Binds the next node to the right of the anchor, then to its left; whether there is room
    /// for more.
    fn extend(&mut self, pattern: &Pattern, anchor: usize, bound: &mut Bound) -> bool {
        let right = (anchor + 1..pattern.nodes.len()).find(|&at| bound.nodes[at].is_none());
        let left = (0..anchor).rev().find(|&at| bound.nodes[at].is_none());
        let (near, far, arrow) = match (right, left) {
            (Some(far), _) => (far - 1, far, far - 1),
            (None, Some(far)) => (far + 1, far, far),
            (None, None) => return self.tell(&bound.path()),
        };
        let Some(from) = bound.nodes[near] else { return true };
        let side = if far > near { Direction::Supply } else { Direction::Demand };
        let (kinds, deals) = match &pattern.arrows[arrow] {
            Arrow::Owns => return self.own(pattern, anchor, bound, (from, far, arrow)),
            Arrow::Goes(kinds) => (kinds, false),
            Arrow::Deal => (&Kinds(Vec::new()), true),
        };
        for flow in self.flows_of(from, side) {
            if !kinds.has(self.kind(flow)) {
                continue;
            }
            for (other, edge) in self.exchanges(flow, deals) {
                if !self.works() {
                    return false;
                }
                let node = match pattern.nodes[far].of {
                    PartType::Organization => {
                        Node::Organization(self.graph.organization_of(other as usize))
                    }
                    PartType::Site => Node::Site(self.site_of(other)),
                    PartType::Supply | PartType::Demand => Node::Flow(other),
                };
                let ends = if side == Direction::Supply { [flow, other] } else { [other, flow] };
                if !self.exchange_fits(pattern, ends, edge) {
                    continue;
                }
                bound.edges[arrow] = Some(ends);
                if !self.bind(pattern, anchor, bound, (node, far)) {
                    return false;
                }
                bound.edges[arrow] = None;
            }
        }
        true
    }

    fn own(
        &mut self,
        pattern: &Pattern,
        anchor: usize,
        bound: &mut Bound,
        (from, far, _): (Node, usize, usize),
    ) -> bool {
        let graph = self.graph;
        let found: Vec<Node> = match from {
            Node::Organization(owner) => graph.sites_of(owner).map(Node::Site).collect(),
            Node::Site(_) => {
                graph.into(from).filter(|(_, edge)| *edge == Edge::Owns).map(|(n, _)| n).collect()
            }
            Node::Flow(_) | Node::Class(_) => Vec::new(),
        };
        for node in found {
            if !self.works() || !self.bind(pattern, anchor, bound, (node, far)) {
                return false;
            }
        }
        true
    }

    fn bind(
        &mut self,
        pattern: &Pattern,
        anchor: usize,
        bound: &mut Bound,
        (node, at): (Node, usize),
    ) -> bool {
        if bound.nodes.contains(&Some(node)) || !self.fits(pattern, at, node) {
            return true;
        }
        bound.nodes[at] = Some(node);
        let room = self.extend(pattern, anchor, bound);
        bound.nodes[at] = None;
        room
    }

    fn fits(&self, pattern: &Pattern, at: usize, node: Node) -> bool {
        let Part { of, kinds, .. } = &pattern.nodes[at];
        let is = match (of, node) {
            (PartType::Organization, Node::Organization(_)) | (PartType::Site, Node::Site(_)) => {
                true
            }
            (PartType::Supply, Node::Flow(flow)) => {
                self.side(flow) == Direction::Supply && kinds.has(self.kind(flow))
            }
            (PartType::Demand, Node::Flow(flow)) => {
                self.side(flow) == Direction::Demand && kinds.has(self.kind(flow))
            }
            _ => false,
        };
        let mut asked = pattern.conditions.iter().filter(|c| c.node == Some(at));
        is && asked.all(|condition| self.holds(condition, node))
    }

    fn holds(&self, condition: &Condition, node: Node) -> bool {
        let text = |text: Option<&str>| text.is_some_and(|text| condition.holds_for_text(text));
        let owner = |id| self.region.organization(id).map(|o| o.name.as_str());
        match node {
            Node::Organization(at) => {
                let one = &self.region.organizations()[at as usize];
                match condition.field {
                    Field::Name => text(Some(&one.name)),
                    Field::Country => text(one.country.as_deref()),
                    Field::Sector => text(one.sector.as_deref()),
                    _ => false,
                }
            }
            Node::Site(at) => {
                let one = &self.region.sites()[at as usize];
                match condition.field {
                    Field::Name => text(Some(&one.name)),
                    Field::Owner => text(owner(one.organization)),
                    Field::Country => text(one.country.as_deref()),
                    Field::Town => text(one.town.as_deref()),
                    Field::Sector => text(one.sector.as_deref()),
                    _ => false,
                }
            }
            Node::Flow(at) => {
                let one = &self.region.flows()[at as usize];
                match condition.field {
                    Field::Name => text(Some(&one.name)),
                    Field::Owner => text(owner(one.organization)),
                    Field::Kind => condition.holds_for_kind(one.kind),
                    Field::Class => text(one.class.as_deref()),
                    Field::Amount => condition.holds_for_number(Some(one.amount_per_year)),
                    Field::Temperature => {
                        condition.holds_for_number(one.quality.temperature.map(|t| t.0))
                    }
                    _ => false,
                }
            }
            Node::Class(_) => false,
        }
    }

    /// Whether an exchange meets the conditions for all of them. A deal is held to those of the
    /// exchange it is about.
    fn exchange_fits(&self, pattern: &Pattern, [supply, demand]: [u32; 2], edge: Edge) -> bool {
        let mut asked = pattern.conditions.iter().filter(|c| c.node.is_none()).peekable();
        if asked.peek().is_none() {
            return true;
        }
        let at = match edge {
            Edge::CouldGoTo(at) => Some(at as usize),
            Edge::Deal(_) | Edge::Owns | Edge::At | Edge::Supplies | Edge::Demands => {
                let mut of = self.graph.exchanges_from(supply as usize);
                of.find(|&at| self.graph.exchanges()[at].demand == demand)
            }
        };
        let one = at.map(|at| &self.graph.exchanges()[at]);
        asked.all(|condition| {
            let number = match condition.field {
                Field::Kind => return condition.holds_for_kind(self.kind(supply)),
                Field::Score => one.map(|e| e.score),
                Field::Distance => one.map(|e| e.distance_km),
                Field::Amount => one.map(|e| e.amount_per_year),
                Field::Benefit => one.and_then(|e| e.gain.eur_per_year()),
                Field::Co2 => one.and_then(|e| e.gain.co2_t_per_year()),
                Field::Name
                | Field::Owner
                | Field::Country
                | Field::Town
                | Field::Sector
                | Field::Class
                | Field::Temperature => None,
            };
            condition.holds_for_number(number)
        })
    }
}

/// What the parts of a pattern stand for so far.
struct Bound {
    nodes: Vec<Option<Node>>,
    /// Supply and demand of each exchange; none for ownership.
    edges: Vec<Option<[u32; 2]>>,
}

impl Bound {
    fn path(&self) -> Vec<Node> {
        let mut path = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            path.extend(*node);
            if let Some(Some(ends)) = self.edges.get(at) {
                path.extend(ends.map(Node::Flow));
            }
        }
        path.dedup();
        path
    }
}

/// The nodes of the first sort that has any.
fn choose(sorts: &[Sort], nodes: &[Node], classes: &[Node]) -> Option<Vec<Node>> {
    let of = |sort: &Sort| -> Vec<Node> {
        let is = |node: &Node| {
            matches!(
                (sort, node),
                (Sort::Organization, Node::Organization(_))
                    | (Sort::Site, Node::Site(_))
                    | (Sort::Flow, Node::Flow(_))
            )
        };
        match sort {
            Sort::Class => classes.to_vec(),
            Sort::Organization | Sort::Site | Sort::Flow => {
                nodes.iter().copied().filter(is).collect()
            }
        }
    };
    sorts.iter().map(of).find(|found| !found.is_empty())
}
