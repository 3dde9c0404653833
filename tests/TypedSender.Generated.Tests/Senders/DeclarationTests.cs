using TypedSender.Generated.Tests.Shapes;
using TypedSender.Generated.Tests.Support;

namespace TypedSender.Generated.Tests.Senders;

/// <summary>Where sender interfaces are declared, what they inherit, and what their methods share.</summary>
public class DeclarationTests
{
    [Fact]
    public async Task A_sender_in_the_global_namespace_and_one_in_a_block_send()
    {
        (IInGlobalNamespace global, Recorder first) = Recorder.Of<IInGlobalNamespace>();
        await global.SendAsync(new Item(1));
        Assert.Equal([Item.Message(1)], first.Messages);

        (IManyBases block, Recorder second) = Recorder.Of<IManyBases>();
        await block.OwnAsync(new Item(1));
        Assert.Equal([Item.Message(1)], second.Messages);
    }

    [Fact]
    public async Task Methods_of_every_declaration_send()
    {
        (IInSeveralParts sender, Recorder recorder) = Recorder.Of<IInSeveralParts>();

        await sender.FirstAsync(new Item(1));
        await sender.SecondAsync(new Item(2));

        Assert.Equal([Item.Message(1), Item.Message(2)], recorder.Messages);
    }

    [Fact]
    public async Task A_sender_deep_in_other_types_sends()
    {
        (InStruct.IInInterface.InRecord.InRecordStruct.ISender sender, Recorder recorder) = Recorder.Of<InStruct.IInInterface.InRecord.InRecordStruct.ISender>();

        await sender.SendAsync(new Item(1));

        Assert.Equal([Item.Message(1)], recorder.Messages);
    }

    [Fact]
    public async Task The_same_signature_of_two_bases_sends_as_each_base_says()
    {
        (IManyBases sender, Recorder recorder) = Recorder.Of<IManyBases>();

        await ((ILeft)sender).SendAsync(new Item(1));
        await ((IRight)sender).SendAsync(new Item(2));
        await sender.InheritedAsync(new Item(3));

        Assert.Equal(
            ["005373c00a04404040a1046c656674" + Item.Message(1), "005373c00b04404040a1057269676874" + Item.Message(2), "005373c00a04404040a10462617365" + Item.Message(3)],
            recorder.Messages);
    }

    [Fact]
    public async Task Members_with_bodies_stay_as_they_are()
    {
        (IManyBases sender, Recorder recorder) = Recorder.Of<IManyBases>();

        await sender.ForwardAsync(new Item(1));
        await sender.TwiceAsync(new Item(2));

        Assert.Equal([Item.Message(11), Item.Message(4)], recorder.Messages);
    }

    [Fact]
    public async Task Overloads_send_each_its_own_message()
    {
        (IOverloads sender, Recorder recorder) = Recorder.Of<IOverloads>();
        Item item = new(1);

        await sender.SendAsync(item);
        await sender.SendAsync(in item);
        await sender.SendAsync(new ValueItem(1));
        await sender.SendAsync([item]);
        await sender.SendAsync(item, "t");
        await sender.SendAsync<Item>(item);

        Assert.Equal(
            ["04404040a1036f6e65", "04404040a102696e", "04404040a10576616c7565", "04404040a1046c697374", "044040a10174a1056172697479", "04404040a10767656e65726963"],
            recorder.Messages.Select(message => message["005373c000".Length..^Item.Message(1).Length]));
        Assert.All(recorder.Messages, message => Assert.EndsWith(Item.Message(1), message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task To_dispose_of_a_sender_closes_its_link()
    {
        (IInSeveralParts sender, Recorder recorder) = Recorder.Of<IInSeveralParts>();

        await sender.DisposeAsync();

        Assert.Equal(1, recorder.Closings);
        Assert.Equal(MessageSenderState.Closed, TypedSenders.GetMessageSender(sender).State);
        Assert.Throws<ObjectDisposedException>(() => { _ = sender.FirstAsync(new Item(1)); });

        (sender, recorder) = Recorder.Of<IInSeveralParts>();
        sender.Dispose();
        sender.Dispose();
        Assert.Equal(1, recorder.Closings);
        Assert.Throws<ObjectDisposedException>(() => { _ = sender.FirstAsync(new Item(1)); });
    }
}
