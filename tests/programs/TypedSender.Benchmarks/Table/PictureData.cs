using System.Text.Json;
using System.Text.Json.Serialization;

namespace TypedSender.Benchmarks.Table;

/// <summary>The figures of the picture, as they are handed to the program that draws it.</summary>
/// <param name="Machine">The machine on which they were measured.</param>
/// <param name="Panels">A panel for each kind of message.</param>
internal sealed record PictureData(string Machine, PicturePanel[] Panels)
{
    public static PictureData Parse(string json) => JsonSerializer.Deserialize(json, PictureContext.Default.PictureData)!;

    public string ToJson() => JsonSerializer.Serialize(this, PictureContext.Default.PictureData);
}

/// <summary>The bars of one kind of message.</summary>
internal sealed record PicturePanel(string Title, PictureBar[] Bars);

/// <summary>The median of a sender in messages a second.</summary>
/// <param name="Title">The sender.</param>
/// <param name="Rate">The median.</param>
/// <param name="Text">The median as text.</param>
/// <param name="IsOwn">Whether it is the product.</param>
/// <param name="IsLimit">Whether it is the limit of what any sender reaches.</param>
internal sealed record PictureBar(string Title, double Rate, string Text, bool IsOwn, bool IsLimit);

/// <summary>How <see cref="PictureData"/> is written.</summary>
[JsonSerializable(typeof(PictureData))]
internal sealed partial class PictureContext : JsonSerializerContext;
