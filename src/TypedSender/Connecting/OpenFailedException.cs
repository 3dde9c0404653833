namespace TypedSender;

/// <summary>An attempt to connect has failed before there was a stream.</summary>
internal sealed class OpenFailedException(SendFailure failure) : Exception(failure.Message, failure.Cause)
{
    public SendFailure Failure { get; } = failure;
}
