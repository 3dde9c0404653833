using TypedSender.Generators.Model;

namespace TypedSender.Generators.Emitting;

/// <summary>Prints how a sender is disposed of, if its interface says that it is: its link is closed.</summary>
internal static class ClosingEmitter
{
    /// <param name="writer">Where the source goes.</param>
    /// <param name="closing">By which interfaces.</param>
    /// <param name="sender">The name of the field that holds the sender.</param>
    public static void Write(SourceWriter writer, ClosingModel closing, string sender)
    {
        if (closing.IsDisposable)
        {
            writer.Line();
            writer.Line("/// <summary>Begins to close the link, and does not wait for it.</summary>");
            using (writer.Block("void global::System.IDisposable.Dispose()"))
            {
                writer.Line($"_ = {sender}.CloseAsync();");
            }
        }

        if (closing.IsAsyncDisposable)
        {
            writer.Line();
            writer.Line("/// <summary>Closes the link.</summary>");
            using (writer.Block("global::System.Threading.Tasks.ValueTask global::System.IAsyncDisposable.DisposeAsync()"))
            {
                writer.Line($"return {sender}.DisposeAsync();");
            }
        }
    }
}
