namespace TypedSender;

/// <summary>What is done when a peer sends a link or a connection elsewhere (AMQP 1.0, 2.8.16 and 2.8.18).</summary>
public enum RedirectPolicy
{
    /// <summary>It is told: opening and sends fail, and <see cref="SendException.Redirect"/> says where to.</summary>
    Surface,

    /// <summary>
    /// It is followed, up to three times in a row: to hosts of the options, and to those in <see cref="SendClientOptions.RedirectHosts"/>. What waits to be sent goes along. One that may not be
    /// followed is told, with the reason.
    /// </summary>
    Follow,
}
