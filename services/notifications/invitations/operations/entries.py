"""What stands in somebody's calendar of the sessions they are told of: one calendar for each series, under one UID (RFC 5546)."""

from collections.abc import Callable, Sequence

from services.notifications.answers.domain.links import address_for
from services.notifications.invitations.domain import Meeting, News, recurrence
from services.notifications.mail.domain.addresses import sender_from
from services.notifications.mail.domain.letters import Invite
from services.notifications.owners.invitations import InvitedSet, InvitedTo
from services.notifications.owners.news import Addressee
from shared.bus.work import Door
from shared.ics import Entry, attendee, calendar, organizer, recurrence_id, uid

WORDS = {"nl": "Bijeenkomst", "en": "Meeting"}
REQUEST, CANCEL = "REQUEST", "CANCEL"


def calendar_of(
    door: Door, *, found: InvitedTo, about: InvitedSet, reader: Addressee, news: News, token: str
) -> Invite:
    """What a calendar program reads of one series, or of one session by itself.

    As soon as anything is new or changed that is all that stands now, so that what fell out is out; CANCEL says only what
    does not take place. token: the secret of this reader and this series; where answers by mail are read, they come to an
    address with that in it, and so does who invites: the same in every mail, as calendars want it. Who said already that
    they come to all of it is not asked again.
    """
    entry = _entries(door, found, about, reader, token)
    if not news.new and not news.changed:
        gone = [meeting for meeting, _ in news.off]
        if about.is_series and news.standing:
            off = [entry(one, (recurrence_id(one.first_starts_at),), "CANCELLED") for one in gone]
        else:
            off = [entry(gone[0]._replace(sequence=_fallen_out(about)), (), "CANCELLED")]
        return Invite(CANCEL, calendar(off, method=CANCEL))
    entries = _series(about, news.standing, entry) if about.is_series else [entry(news.standing[0])]
    return Invite(REQUEST, calendar(entries, method=REQUEST))


def _entries(door: Door, found: InvitedTo, about: InvitedSet, reader: Addressee, token: str) -> Callable[..., Entry]:
    is_neutral = reader.person_id in found.neutral_ids
    word = WORDS.get(reader.language, WORDS["nl"])
    replies_to = door.settings.reply_address
    host = address_for(replies_to, token) if replies_to else sender_from(door.settings.mail_from).address
    standing = [one for one in about.sessions if one.status != "CANCELLED"]
    comes = bool(standing) and all(reader.person_id in one.comer_ids for one in standing)
    people = (
        organizer(host, "Leerkring" if is_neutral else found.network.name),
        attendee(reader.address, "ACCEPTED" if comes else "NEEDS-ACTION", asks=bool(replies_to)),
    )
    address = door.settings.address

    def entry(meeting: Meeting, lines: tuple[str, ...] = (), status: str = "CONFIRMED") -> Entry:
        return Entry(
            uid=uid(about.id, address),
            sequence=meeting.sequence,
            stamped_at=door.now(),
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            summary=word if is_neutral else f"{word} {found.network.name}",
            status=status,
            place="" if is_neutral else meeting.place,
            conference="" if is_neutral else meeting.shown_link,
            url=f"{address}/bijeenkomsten/{meeting.id}",
            class_="PRIVATE" if is_neutral else "PUBLIC",
            recurrence=lines,
            people=people,
        )

    return entry


def _series(about: InvitedSet, meetings: Sequence[Meeting], entry: Callable[..., Entry]) -> list[Entry]:
    """A series as one thing that comes back, and each session that changed or stands elsewhere than the others (RFC 5545 3.8.4.4).

    What changed and went back keeps an entry of its own: without it an answer to it would carry the SEQUENCE of the whole.
    The first of the series stands for the whole; where that one moved, it is an exception like any other.
    """
    first = meetings[0]
    length = first.ends_at - first.starts_at
    plain = first._replace(
        starts_at=first.first_starts_at, ends_at=first.first_starts_at + length, sequence=_fallen_out(about)
    )
    places = [(one.place, one.shown_link) for one in meetings]
    usual = max(set(places), key=places.count)
    usual_one = plain._replace(place=usual[0], link=usual[1], joins=True)
    whole = entry(usual_one, recurrence([one.first_starts_at for one in meetings]))
    different = [
        entry(one, (recurrence_id(one.first_starts_at),))
        for one in meetings
        if one.sequence
        or (one.starts_at, one.ends_at - one.starts_at, (one.place, one.shown_link))
        != (one.first_starts_at, length, usual)
    ]
    return [whole, *different]


def _fallen_out(about: InvitedSet) -> int:
    """The SEQUENCE of the whole: it rises with every session that falls out, or comes back (RFC 5546 2.1.4)."""
    return sum(one.sequence for one in about.sessions if one.status == "CANCELLED" or one.was_off)
