//! The stores on the model: what must be atomic is, and nothing else.

mod catalog;
mod imports;
mod invitations;
mod objects;
mod sending;
mod users;
