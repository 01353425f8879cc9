"""From an event to the open pages and subscriptions that want to know."""
