"""What kind of device asks: coarse enough to single nobody out, fine enough that its owner recognises it."""

from shared.api.network.devices import DeviceLabel, Program, System

PROGRAMS: tuple[tuple[str, Program], ...] = (
    ("edg", "EDGE"),
    ("opr/", "OPERA"),
    ("opera", "OPERA"),
    ("samsungbrowser", "SAMSUNG"),
    ("firefox", "FIREFOX"),
    ("fxios", "FIREFOX"),
    ("crios", "CHROME"),
    ("chrome", "CHROME"),
    ("chromium", "CHROME"),
    ("safari", "SAFARI"),
)
"""The first that occurs in a user agent: browsers also name those they want to be taken for, last."""
SYSTEMS: tuple[tuple[str, System], ...] = (
    ("iphone", "IOS"),
    ("ipad", "IOS"),
    ("android", "ANDROID"),
    ("windows", "WINDOWS"),
    ("cros", "CHROMEOS"),
    ("mac os", "MACOS"),
    ("linux", "LINUX"),
)
MOST_READ = 500


def device_of(user_agent: str) -> DeviceLabel:
    """Read the kind of browser and of system from a user agent; versions and models are left alone."""
    told = user_agent[:MOST_READ].lower()
    return DeviceLabel(
        program=next((program for word, program in PROGRAMS if word in told), "OTHER"),
        system=next((system for word, system in SYSTEMS if word in told), "OTHER"),
    )
