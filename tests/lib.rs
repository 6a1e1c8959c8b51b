//! Journeys through the real programs, and the rules the tree must keep. Everything lives in the
//! one integration binary `journeys`; this library is empty on purpose.
