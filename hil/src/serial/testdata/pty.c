/*
 * A pseudo-terminal for tests: makes one, prints its path and a newline, then carries bytes between its master end and stdin/stdout until
 * stdin ends. Build: cc -o pty pty.c
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static int carry(int from, int to)
{
    char bytes[4096];
    ssize_t count = read(from, bytes, sizeof bytes);
    for (ssize_t at = 0; at < count;) {
        ssize_t written = write(to, bytes + at, (size_t)(count - at));
        if (written < 0)
            return 0;
        at += written;
    }
    return count > 0;
}

int main(void)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0)
        return 1;
    /* Held open, so that the master outlives the host's closing; raw, so that nothing is echoed before the host has set it up. */
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    struct termios raw;
    if (slave < 0 || tcgetattr(slave, &raw) < 0)
        return 1;
    cfmakeraw(&raw);
    tcsetattr(slave, TCSANOW, &raw);
    printf("%s\n", ptsname(master));
    fflush(stdout);
    struct pollfd ends[2] = {{STDIN_FILENO, POLLIN, 0}, {master, POLLIN, 0}};
    while (poll(ends, 2, -1) >= 0) {
        if ((ends[0].revents & (POLLIN | POLLHUP)) && !carry(STDIN_FILENO, master))
            break;
        if ((ends[1].revents & POLLIN) && !carry(master, STDOUT_FILENO))
            break;
    }
    return 0;
}
