namespace TypedSender.MicrosoftAmqp.Tests.Transport;

/// <summary>Every way to make a sender.</summary>
internal sealed class Ways : TheoryData<Way>
{
    public Ways()
    {
        Add(Way.Link);
        Add(Way.Session);
        Add(Way.Connection);
    }
}
