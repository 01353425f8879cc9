"""The clock that a test moves under real processes."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.bus.work import MovedClock, SystemClock, clock_of
from shared.settings import Environment, Settings

MOMENT = datetime(2027, 3, 28, 0, 59, 58, tzinfo=UTC)


def test_it_counts_on_from_the_moment_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text(MOMENT.isoformat())
    clock = MovedClock(path)

    assert MOMENT <= clock.now() < MOMENT + timedelta(seconds=30)
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 3600))
    assert MOMENT + timedelta(hours=1) <= clock.now() < MOMENT + timedelta(hours=1, seconds=30)


def test_it_is_moved_by_writing_again_and_stops_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "clock"
    path.write_text("2027-01-01T00:00:00+00:00")
    clock = MovedClock(path)
    first = clock.now()
    path.write_text("2027-03-28T02:59:58+02:00")
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))

    second = clock.now()
    path.unlink()
    third = clock.now()

    assert (first.year, second.replace(microsecond=0) >= MOMENT) == (2027, True)
    assert abs(third - SystemClock().now()) < timedelta(seconds=30)


def test_only_a_test_moves_the_clock(tmp_path: Path) -> None:
    assert isinstance(clock_of(Settings(env=Environment.DEVELOPMENT)), SystemClock)
    assert isinstance(clock_of(Settings(env=Environment.TEST, clock=tmp_path / "clock")), MovedClock)
    with pytest.raises(ValueError, match="leave LEERKRING_CLOCK empty"):
        Settings(env=Environment.DEVELOPMENT, clock=tmp_path / "clock")
