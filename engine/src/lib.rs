//! The pure domain of Turash: resources, sites and the matches between them.
//!
//! Same input, same seed, same output. Nothing in here opens a file, asks for the time or
//! the environment, draws unseeded random numbers, speaks SQL, PDF or HTTP. Bad input is
//! data: functions that read it return a value together with a list of [`issue::Issue`].

pub mod carbon;
pub mod chart;
pub mod economics;
pub mod evaluate;
pub mod import;
pub mod issue;
pub mod law;
pub mod matching;
pub mod model;
pub mod network;
pub mod optimise;
pub mod packet;
pub mod portfolio;
pub mod quantity;
pub mod reference;
pub mod risk;
pub mod spatial;
pub mod symbiosis;
pub mod thermo;
pub mod ucum;
pub mod unfit;
pub mod watch;
pub mod yardstick;

/// Version of the methods as a whole: part of every inputs hash, printed with every result.
/// It moves when any formula, rule or default of the engine does.
pub const METHOD_VERSION: &str = "2026.1";
