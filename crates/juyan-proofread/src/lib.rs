//! juyan-proofread
