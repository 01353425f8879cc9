# How a Debian package comes onto this machine; sourced by the other scripts here.

# as_root COMMAND…: as root, or by sudo without a question, or by sudo with one where somebody sits at the keyboard.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        if sudo -n true 2>/dev/null; then
            sudo -n "$@"
        elif [ -t 0 ] && [ -t 2 ] && [ "${CI:-}" != true ]; then
            sudo "$@"
        else
            return 1
        fi
    else
        return 1
    fi
}

can_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || { command -v sudo >/dev/null 2>&1 && [ -t 0 ] && [ -t 2 ] && [ "${CI:-}" != true ]; }
}

# install_packages NAME…: by apt; false where that cannot be done.
install_packages() {
    can_install || return 1
    printf 'Installing %s with apt\n' "$*" >&2
    if [ -z "${lists_fresh:-}" ]; then
        as_root apt-get update -qq >&2 || true
        lists_fresh=yes
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@" >/dev/null </dev/null
}
