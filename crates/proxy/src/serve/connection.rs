use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use super::lines::Lines;

/// A connection that reads strictly and does not wait for ever for a client that does not read.
#[derive(Debug)]
pub(super) struct Connection<S> {
    stream: S,
    lines: Lines,
    /// Time for a client to take all that it has been given.
    write: Duration,
    late: Option<Pin<Box<Sleep>>>,
}

impl<S> Connection<S> {
    pub(super) fn new(stream: S, write: Duration) -> Self {
        Self { stream, lines: Lines::default(), write, late: None }
    }

    /// Lets a write pass that took everything, and looks at the time after any other. A client that takes a byte now
    /// and then is late like one that takes none.
    fn watch(
        &mut self,
        written: Poll<io::Result<usize>>,
        offered: usize,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<usize>> {
        if matches!(written, Poll::Ready(Ok(bytes)) if bytes == offered) {
            self.late = None;
            return written;
        }
        let write = self.write;
        let late = self.late.get_or_insert_with(|| Box::pin(sleep(write)));
        if written.is_pending() {
            ready!(late.as_mut().poll(cx));
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Connection<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        self.lines.check(&mut buffer.filled_mut()[before..]);
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Connection<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.watch(written, bytes.len(), cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.watch(written, slices.iter().map(|slice| slice.len()).sum(), cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, duplex};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_everything_in_time_is_served() {
        let (mut client, server) = duplex(16);
        let mut connection = Connection::new(server, PATIENCE);
        for _ in 0..5 {
            let reading = tokio::spawn(async move {
                sleep(PATIENCE - Duration::from_secs(1)).await;
                client.read_exact(&mut [0; 64]).await.unwrap();
                client
            });
            connection.write_all(&[b'x'; 64]).await.unwrap();
            client = reading.await.unwrap();
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_is_given_up() {
        let (_client, server) = duplex(16);
        let mut connection = Connection::new(server, PATIENCE);
        let error = connection.write_all(&[b'x'; 64]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_a_byte_now_and_then_is_given_up_too() {
        let (mut client, server) = duplex(16);
        let reading = tokio::spawn(async move {
            for _ in 0..1000 {
                sleep(Duration::from_secs(10)).await;
                if client.read_u8().await.is_err() {
                    break;
                }
            }
        });
        let mut connection = Connection::new(server, PATIENCE);
        let error = connection.write_all(&[b'x'; 64]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        drop(connection);
        reading.await.unwrap();
    }
}
