//! juyan-prove
