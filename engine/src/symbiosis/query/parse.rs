//! Reads a question: words and signs with the byte at which each begins, then one function for
//! each rule of the grammar. It knows nothing of the graph.

use super::{
    Arrow, Condition, Field, Kinds, MOST_STEPS, Part, PartType, Pattern, QueryError, Question,
    Relation, Sort, Thing, Way,
};
use crate::model::{Direction, Kind};

/// Words that end a name that stands without quotation marks.
const ENDS: [&str; 8] = ["by", "max", "to", "where", "and", "or", "downstream", "upstream"];

pub(super) fn parse(query: &str) -> Result<Question, QueryError> {
    let mut reader = Reader { query, tokens: tokens(query)?, next: 0 };
    if reader.tokens.is_empty() {
        return Err(QueryError::Empty);
    }
    let question = if reader.takes("within") {
        reader.within()?
    } else if reader.takes("takers") {
        reader.partners(Direction::Demand)?
    } else if reader.takes("givers") {
        reader.partners(Direction::Supply)?
    } else if reader.takes("path") {
        reader.path()?
    } else {
        Question::Pattern(reader.pattern()?)
    };
    if reader.peek().is_some() { Err(reader.unexpected("end")) } else { Ok(question) }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word,
    /// What stood between quotation marks.
    Quoted(String),
    Sign,
}

#[derive(Debug, Clone, PartialEq)]
struct Placed {
    token: Token,
    at: usize,
    end: usize,
}

const SIGNS: [&str; 14] =
    ["]->", "->", "-[", "!=", "<=", ">=", "(", ")", ",", ":", "=", "<", ">", "~"];

fn tokens(query: &str) -> Result<Vec<Placed>, QueryError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = query[at..].chars().next() {
        let rest = &query[at..];
        let end = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c == '"' {
            let inner = &rest[1..];
            let close = inner.find('"').ok_or(QueryError::OpenQuote { at })?;
            let end = at + close + 2;
            tokens.push(Placed { token: Token::Quoted(inner[..close].to_owned()), at, end });
            end
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            let end = at + sign.len();
            tokens.push(Placed { token: Token::Sign, at, end });
            end
        } else {
            let end = at + word_length(rest).max(c.len_utf8());
            tokens.push(Placed { token: Token::Word, at, end });
            end
        };
        at = end;
    }
    Ok(tokens)
}

/// A word goes on to the next space or sign; a hyphen inside a word belongs to it.
fn word_length(rest: &str) -> usize {
    let ends = |(at, c): &(usize, char)| {
        let after = &rest[at + c.len_utf8()..];
        match c {
            '-' => !after.starts_with(char::is_alphanumeric),
            '(' | ')' | '[' | ']' | ',' | ':' | '=' | '<' | '>' | '~' | '"' | '!' => true,
            c => c.is_whitespace(),
        }
    };
    rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at)
}

struct Reader<'a> {
    query: &'a str,
    tokens: Vec<Placed>,
    next: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&Placed> {
        self.tokens.get(self.next)
    }

    /// Where the next token begins, or the query ends.
    fn at(&self) -> usize {
        self.peek().map_or(self.query.len(), |placed| placed.at)
    }

    /// The next token as it was written; empty at the end.
    fn text(&self) -> &'a str {
        self.peek().map_or("", |placed| &self.query[placed.at..placed.end])
    }

    fn is(&self, word: &str) -> bool {
        let quoted = self.peek().is_some_and(|p| matches!(p.token, Token::Quoted(_)));
        !quoted && self.text().eq_ignore_ascii_case(word)
    }

    fn takes(&mut self, word: &str) -> bool {
        let is = self.is(word);
        self.next += usize::from(is);
        is
    }

    fn needs(&mut self, word: &'static str) -> Result<(), QueryError> {
        if self.takes(word) { Ok(()) } else { Err(self.unexpected(word)) }
    }

    fn unexpected(&self, expected: &'static str) -> QueryError {
        QueryError::Unexpected { at: self.at(), found: self.text().to_owned(), expected }
    }

    fn within(&mut self) -> Result<Question, QueryError> {
        let steps = self.steps()?;
        if !self.takes("steps") {
            self.needs("step")?;
        }
        self.needs("of")?;
        let of = self.thing()?;
        let way = if self.takes("downstream") {
            Way::Down
        } else if self.takes("upstream") {
            Way::Up
        } else {
            Way::Either
        };
        Ok(Question::Within { steps, of, way, kinds: self.by()? })
    }

    fn partners(&mut self, side: Direction) -> Result<Question, QueryError> {
        self.needs("of")?;
        Ok(Question::Partners { side, of: self.thing()? })
    }

    fn path(&mut self) -> Result<Question, QueryError> {
        self.needs("from")?;
        let from = self.thing()?;
        self.needs("to")?;
        let to = self.thing()?;
        let kinds = self.by()?;
        let most = if self.takes("max") { self.steps()? } else { 4 };
        Ok(Question::Path { from, to, kinds, most })
    }

    fn steps(&mut self) -> Result<usize, QueryError> {
        let (at, text) = (self.at(), self.text());
        let digits = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        if !digits {
            return Err(self.unexpected("number"));
        }
        self.next += 1;
        text.parse()
            .ok()
            .filter(|steps| (1..=MOST_STEPS).contains(steps))
            .ok_or_else(|| QueryError::OutOfRange { at, number: text.to_owned(), most: MOST_STEPS })
    }

    fn by(&mut self) -> Result<Kinds, QueryError> {
        if self.takes("by") { self.kinds() } else { Ok(Kinds::default()) }
    }

    fn kinds(&mut self) -> Result<Kinds, QueryError> {
        let mut kinds = Vec::new();
        loop {
            let (at, text) = (self.at(), self.text());
            if !self.peek().is_some_and(|placed| placed.token == Token::Word) {
                return Err(self.unexpected("kind"));
            }
            self.next += 1;
            let kind = Kind::from_code(&text.to_lowercase());
            kinds.push(kind.ok_or_else(|| QueryError::UnknownKind { at, word: text.to_owned() })?);
            if !self.takes(",") && !self.takes("or") {
                return Ok(Kinds(kinds));
            }
        }
    }

    fn thing(&mut self) -> Result<Thing, QueryError> {
        let sorts = [
            ("organization", Sort::Organization),
            ("site", Sort::Site),
            ("flow", Sort::Flow),
            ("class", Sort::Class),
        ];
        let is_name = |placed: Option<&Placed>| {
            placed.is_some_and(|p| {
                !matches!(p.token, Token::Sign)
                    && !ENDS.iter().any(|end| self.query[p.at..p.end].eq_ignore_ascii_case(end))
            })
        };
        let followed = is_name(self.tokens.get(self.next + 1));
        let sort = sorts.iter().find(|(word, _)| followed && self.is(word)).map(|(_, sort)| *sort);
        self.next += usize::from(sort.is_some());
        let at = self.at();
        if let Some(Placed { token: Token::Quoted(name), .. }) = self.peek() {
            let name = name.clone();
            self.next += 1;
            return Ok(Thing { at, sort, name });
        }
        // A name may hold signs, such as the brackets and commas of a company's name.
        let mut end = at;
        while let Some(placed) = self.peek() {
            let text = &self.query[placed.at..placed.end];
            let ends = ENDS.iter().any(|word| text.eq_ignore_ascii_case(word));
            if ends || matches!(placed.token, Token::Quoted(_)) {
                break;
            }
            end = placed.end;
            self.next += 1;
        }
        let name = self.query[at..end].trim();
        if name.is_empty() {
            return Err(self.unexpected("name"));
        }
        Ok(Thing { at, sort, name: name.to_owned() })
    }

    fn pattern(&mut self) -> Result<Pattern, QueryError> {
        let mut nodes = vec![self.part("query")?];
        let mut arrows = Vec::new();
        while !self.is("where") && self.peek().is_some() {
            let at = self.at();
            let arrow = self.arrow()?;
            let part = self.part("node")?;
            let from = nodes[nodes.len() - 1].of;
            let fits = match arrow {
                Arrow::Goes(_) | Arrow::Deal => {
                    from != PartType::Demand && part.of != PartType::Supply
                }
                Arrow::Owns => from == PartType::Organization && part.of == PartType::Site,
            };
            if !fits {
                return Err(QueryError::WrongArrow { at, from: from.code(), to: part.of.code() });
            }
            arrows.push(arrow);
            nodes.push(part);
            if arrows.len() > MOST_STEPS {
                let number = arrows.len().to_string();
                return Err(QueryError::OutOfRange { at, number, most: MOST_STEPS });
            }
        }
        if arrows.is_empty() {
            return Err(self.unexpected("arrow"));
        }
        let mut conditions = Vec::new();
        if self.takes("where") {
            loop {
                conditions.push(self.condition(&nodes)?);
                if !self.takes("and") {
                    break;
                }
            }
        }
        Ok(Pattern { nodes, arrows, conditions })
    }

    /// `(site a)`, `site`, `supply(heat)`, `(supply s)`.
    fn part(&mut self, expected: &'static str) -> Result<Part, QueryError> {
        let begin = self.next;
        let bracketed = self.takes("(");
        let of = if self.takes("organization") {
            PartType::Organization
        } else if self.takes("site") {
            PartType::Site
        } else if self.takes("supply") {
            PartType::Supply
        } else if self.takes("demand") {
            PartType::Demand
        } else {
            if !bracketed {
                self.next = begin;
            }
            return Err(self.unexpected(expected));
        };
        let mut kinds = Kinds::default();
        let mut variable = None;
        if bracketed {
            if !self.is(")") {
                if !self.peek().is_some_and(|placed| placed.token == Token::Word) {
                    return Err(self.unexpected(")"));
                }
                variable = Some(self.text().to_owned());
                self.next += 1;
            }
            self.needs(")")?;
        } else if self.takes("(") {
            kinds = self.kinds()?;
            self.needs(")")?;
        }
        Ok(Part { of, kinds, variable })
    }

    /// `->`, `-[heat, steam]->`, `-[deal]->`, `-[owns]->`.
    fn arrow(&mut self) -> Result<Arrow, QueryError> {
        if self.takes("->") {
            return Ok(Arrow::Goes(Kinds::default()));
        }
        if !self.takes("-[") {
            return Err(self.unexpected("arrow"));
        }
        let arrow = if self.takes("deal") {
            Arrow::Deal
        } else if self.takes("owns") {
            Arrow::Owns
        } else if self.takes("any") {
            Arrow::Goes(Kinds::default())
        } else {
            Arrow::Goes(self.kinds()?)
        };
        self.needs("]->")?;
        Ok(arrow)
    }

    /// `a.country = DE`, `score >= 0.5`.
    fn condition(&mut self, nodes: &[Part]) -> Result<Condition, QueryError> {
        let (at, text) = (self.at(), self.text());
        if !self.peek().is_some_and(|placed| placed.token == Token::Word) {
            return Err(self.unexpected("field"));
        }
        self.next += 1;
        let (node, of, name) = match text.split_once('.') {
            Some((variable, field)) => {
                let is = |part: &Part| part.variable.as_deref() == Some(variable);
                let node = nodes
                    .iter()
                    .position(is)
                    .ok_or_else(|| QueryError::UnknownVariable { at, name: variable.to_owned() })?;
                (Some(node), Some(nodes[node].of), field)
            }
            None => (None, None, text),
        };
        let field = field(of, name).map_err(|fields| QueryError::UnknownField {
            at,
            field: name.to_owned(),
            fields,
        })?;
        let relations = [
            ("=", Relation::Is),
            ("!=", Relation::IsNot),
            ("<=", Relation::AtMost),
            (">=", Relation::AtLeast),
            ("<", Relation::Below),
            (">", Relation::Above),
            ("~", Relation::Contains),
        ];
        let sign = relations.into_iter().find(|(sign, _)| self.is(sign));
        let (_, relation) = sign.ok_or_else(|| self.unexpected("relation"))?;
        self.next += 1;
        let value_at = self.at();
        let value = match self.peek() {
            Some(Placed { token: Token::Quoted(value), .. }) => value.clone(),
            Some(Placed { token: Token::Word, .. }) => self.text().to_owned(),
            Some(_) | None => return Err(self.unexpected("value")),
        };
        let number = value.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        if is_number(field) && number.is_none() {
            return Err(self.unexpected("number"));
        }
        if field == Field::Kind && Kind::from_code(&value.to_lowercase()).is_none() {
            return Err(QueryError::UnknownKind { at: value_at, word: value });
        }
        self.next += 1;
        Ok(Condition { node, field, relation, value, number })
    }
}

fn is_number(field: Field) -> bool {
    match field {
        Field::Amount
        | Field::Temperature
        | Field::Score
        | Field::Distance
        | Field::Benefit
        | Field::Co2 => true,
        Field::Name
        | Field::Owner
        | Field::Country
        | Field::Town
        | Field::Sector
        | Field::Kind
        | Field::Class => false,
    }
}

/// The field of a node, or of an exchange; else the fields there are.
fn field(of: Option<PartType>, name: &str) -> Result<Field, &'static str> {
    const ORGANIZATION: &[(&str, Field)] =
        &[("name", Field::Name), ("country", Field::Country), ("sector", Field::Sector)];
    const SITE: &[(&str, Field)] = &[
        ("name", Field::Name),
        ("organization", Field::Owner),
        ("country", Field::Country),
        ("town", Field::Town),
        ("sector", Field::Sector),
    ];
    const FLOW: &[(&str, Field)] = &[
        ("name", Field::Name),
        ("organization", Field::Owner),
        ("kind", Field::Kind),
        ("class", Field::Class),
        ("amount", Field::Amount),
        ("temperature", Field::Temperature),
    ];
    const EXCHANGE: &[(&str, Field)] = &[
        ("score", Field::Score),
        ("distance", Field::Distance),
        ("amount", Field::Amount),
        ("benefit", Field::Benefit),
        ("co2", Field::Co2),
        ("kind", Field::Kind),
    ];
    let (known, listed) = match of {
        Some(PartType::Organization) => (ORGANIZATION, "name, country, sector"),
        Some(PartType::Site) => (SITE, "name, organization, country, town, sector"),
        Some(PartType::Supply | PartType::Demand) => {
            (FLOW, "name, organization, kind, class, amount, temperature")
        }
        None => (EXCHANGE, "score, distance, amount, benefit, co2, kind"),
    };
    let found = known.iter().find(|(word, _)| word.eq_ignore_ascii_case(name));
    found.map(|(_, field)| *field).ok_or(listed)
}
