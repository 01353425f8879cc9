"""The courier between processes: RabbitMQ, one topic exchange per service and one quorum queue per consumer."""
