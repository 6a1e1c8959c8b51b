//! Where a hub is: an address that a person can type, written one way only. A hub is spoken to in
//! the open on this machine alone.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// The address of a hub, without a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// Why a text is no address of a hub.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It is none at all.
    #[error("not an address")]
    Form,
    /// What is said there could be read on the way.
    #[error("an address without https")]
    Open,
}

impl BadAddress {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            BadAddress::Form => "hub.bad_address",
            BadAddress::Open => "hub.open_address",
        }
    }
}

impl Address {
    /// Reads what a person typed; without a scheme it is `https`.
    pub fn parse(text: &str) -> Result<Self, BadAddress> {
        let text = text.trim();
        let whole = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        let url = Url::parse(&whole).map_err(|_| BadAddress::Form)?;
        let bare = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
            && matches!(url.path(), "" | "/");
        let (Some(host), true) = (url.host(), bare) else { return Err(BadAddress::Form) };
        let is_here = match host {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        };
        match url.scheme() {
            "https" => {}
            "http" if is_here => {}
            "http" => return Err(BadAddress::Open),
            _ => return Err(BadAddress::Form),
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// As [`Address::parse`], with a last part behind the hub's own address.
    pub fn parse_with_part(text: &str) -> Result<(Self, String), BadAddress> {
        let (hub, part) =
            text.trim().trim_end_matches('/').rsplit_once('/').ok_or(BadAddress::Form)?;
        if hub.ends_with('/') || part.is_empty() {
            return Err(BadAddress::Form);
        }
        Ok((Self::parse(hub)?, decoded(part)))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is on this machine.
    pub fn is_here(&self) -> bool {
        self.0.starts_with("http://")
    }
}

/// A name as a person may have copied it from a browser.
fn decoded(part: &str) -> String {
    percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned()
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Address {
    type Error = BadAddress;

    fn try_from(text: String) -> Result<Self, BadAddress> {
        Self::parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_one_way() {
        for (typed, written) in [
            ("hub.example", Ok("https://hub.example")),
            (" https://Hub.example/ ", Ok("https://hub.example")),
            ("https://hub.example:443", Ok("https://hub.example")),
            ("https://hub.example:7171", Ok("https://hub.example:7171")),
            ("http://127.0.0.1:7171/", Ok("http://127.0.0.1:7171")),
            ("http://localhost:7171", Ok("http://localhost:7171")),
            ("http://[::1]:7171", Ok("http://[::1]:7171")),
            ("http://hub.example", Err(BadAddress::Open)),
            ("http://127.0.0.1.example", Err(BadAddress::Open)),
            ("ftp://127.0.0.1", Err(BadAddress::Form)),
            ("https://me:word@hub.example", Err(BadAddress::Form)),
            ("https://hub.example/path", Err(BadAddress::Form)),
            ("https://hub.example?x", Err(BadAddress::Form)),
            ("", Err(BadAddress::Form)),
        ] {
            let read = Address::parse(typed);
            assert_eq!(
                read.as_ref().map(Address::as_str),
                written.as_deref().map_err(|e| *e).as_ref().map(|t| *t),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_project_stands_behind_its_hub() {
        let read = Address::parse_with_part("http://127.0.0.1:7171/Essen%20S%C3%BCd/");
        let (hub, part) = read.expect("an address with a part");
        assert_eq!((hub.as_str(), part.as_str()), ("http://127.0.0.1:7171", "Essen Süd"));
        for bad in ["http://127.0.0.1:7171", "http://127.0.0.1:7171/", "hub", ""] {
            assert!(Address::parse_with_part(bad).is_err(), "{bad}");
        }
    }
}
