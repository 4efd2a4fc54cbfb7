//! juyan-print
