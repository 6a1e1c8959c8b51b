//! Journeys through the real binaries, and the rules of the architecture.
