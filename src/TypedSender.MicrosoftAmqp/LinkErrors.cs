using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>The texts of what goes wrong with a link of Microsoft.Azure.Amqp: cause, values, next step; never a secret.</summary>
internal static class LinkErrors
{
    /// <summary>A link could not be opened.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="exception">What a call of Microsoft.Azure.Amqp threw.</param>
    public static SendFailure OpenFailed(string address, Exception exception) => throw new NotImplementedException();

    /// <summary>A link that had been open was lost.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="link">The link.</param>
    public static SendFailure Lost(string address, SendingAmqpLink link) => throw new NotImplementedException();
}
