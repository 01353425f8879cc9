"""What was still missing around sessions: personal answers to a poll, stories and their permission, keeping and letting go."""

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
