//! The matches of the open project and what each is worth, kept right edit by edit.
//!
//! What an edit changes is worked out by the engine; here stands what is kept between two
//! questions, and when it has to be found anew instead.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;
use turash_engine::matching::{Live, MatchSet, Prepared, Request, Updated};
use turash_engine::model::{Deal, FlowId, MatchId};
use turash_engine::reference::Reference;
use turash_engine::watch::{Unwatched, Watch};

use crate::error::Error;
use crate::price::{Priced, Pricing, agreed_prices};
use crate::session::Loaded;

/// Matches and what each is worth, on the register they were found in.
#[derive(Clone)]
pub(crate) struct Matched {
    pub(crate) loaded: Arc<Loaded>,
    /// Hash of everything that entered.
    pub(crate) inputs_hash: String,
    /// What was asked.
    pub(crate) request: Request,
    found: Found,
    /// One for each match, in the order of the set. Shared, so that a list of many is moved
    /// without its contents.
    pub(crate) priced: Vec<Arc<Priced>>,
    /// The prices of deals that entered.
    agreed: HashMap<MatchId, Decimal>,
    /// Number of the last op when they were priced: a deal may state another price since.
    pub(crate) priced_at: i64,
}

/// The matches themselves.
#[derive(Clone)]
pub(crate) enum Found {
    /// All of the region, with what is needed to keep them right.
    Live(Box<Live>),
    /// A list, and where each stands in it: read from the file, or of one flow or site.
    Listed { set: Arc<MatchSet>, positions: Arc<HashMap<MatchId, usize>> },
}

impl Found {
    pub(crate) fn listed(set: MatchSet) -> Self {
        let positions = set.matches.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
        Found::Listed { set: Arc::new(set), positions: Arc::new(positions) }
    }

    pub(crate) fn set(&self) -> &MatchSet {
        match self {
            Found::Live(live) => live.set(),
            Found::Listed { set, .. } => set,
        }
    }
}

impl Matched {
    /// Prices what was found.
    pub(crate) fn new(
        (loaded, inputs_hash, request): (Arc<Loaded>, String, Request),
        found: Found,
        (deals, priced_at): (&[Deal], i64),
        reference: &Reference,
        watch: &dyn Watch,
    ) -> Self {
        let matches = &found.set().matches;
        let total = matches.len() as u64;
        watch.progress(0, total, "economics");
        let agreed = agreed_prices(deals);
        let pricing = Pricing::of_many(&loaded.region, reference, &agreed, matches.len());
        let priced = pricing.price_all(matches);
        watch.progress(total, total, "economics");
        Self { loaded, inputs_hash, request, found, priced, agreed, priced_at }
    }

    pub(crate) fn set(&self) -> &MatchSet {
        self.found.set()
    }

    /// Position of a match in the ranking.
    pub(crate) fn find(&self, id: MatchId) -> Option<usize> {
        match &self.found {
            Found::Live(live) => live.position(id),
            Found::Listed { positions, .. } => positions.get(&id).copied(),
        }
    }

    /// The region made ready for questions like its own about one flow or site.
    pub(crate) fn prepared(&self) -> Option<&Prepared> {
        match &self.found {
            Found::Live(live) => Some(live.prepared()),
            Found::Listed { .. } => None,
        }
    }

    /// Brings the matches of a whole region up to a register in which these flows are others.
    pub(crate) fn follow(
        &mut self,
        (loaded, inputs_hash): (Arc<Loaded>, String),
        touched: &BTreeSet<FlowId>,
        reference: &Reference,
    ) -> Result<(), Error> {
        let region = &loaded.region;
        let updated = match &mut self.found {
            Found::Live(live) => live.update(region.clone(), touched, reference, &Unwatched),
            Found::Listed { .. } => {
                let live = Live::new(region.clone(), &self.request, reference, &Unwatched);
                live.map(|live| {
                    self.found = Found::Live(Box::new(live?));
                    Some(Updated::Anew)
                })
            }
        };
        // A rule is missing from the tables, or something stopped what nobody watches.
        match updated.ok().flatten().ok_or(Error::Internal)? {
            Updated::Anew => {
                let matches = &self.set().matches;
                let pricing = Pricing::of_many(region, reference, &self.agreed, matches.len());
                self.priced = pricing.price_all(matches);
            }
            Updated::Spliced(splice) => {
                let pricing = Pricing::new(region, reference, &self.agreed);
                splice.apply(&mut self.priced, |one| Arc::new(pricing.price(one)));
            }
        }
        (self.loaded, self.inputs_hash) = (loaded, inputs_hash);
        Ok(())
    }

    /// Prices those matches again of which a deal says something else now.
    pub(crate) fn reprice(&mut self, deals: &[Deal], priced_at: i64, reference: &Reference) {
        let before = std::mem::replace(&mut self.agreed, agreed_prices(deals));
        let ids: BTreeSet<MatchId> = before.keys().chain(self.agreed.keys()).copied().collect();
        let pricing = Pricing::new(&self.loaded.region, reference, &self.agreed);
        for id in ids.into_iter().filter(|id| before.get(id) != self.agreed.get(id)) {
            if let Some(at) = self.find(id) {
                self.priced[at] = Arc::new(pricing.price(&self.set().matches[at]));
            }
        }
        self.priced_at = priced_at;
    }
}
