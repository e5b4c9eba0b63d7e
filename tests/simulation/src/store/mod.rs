//! The stores on the model: only what a port requires to be atomic is atomic.

mod catalog;
mod feeds;
mod imports;
mod invitations;
mod objects;
mod sending;
mod users;
